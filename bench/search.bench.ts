import { parseArgs } from 'node:util';
import type { TextTerm } from '#domain/query/ast.ts';
import { parse } from '#domain/query/parse.ts';
import { IssueLists, type PageRequest } from '#store/list-issues.ts';
import { matchWords } from '#store/query/match-words.ts';
import { Remembered } from '#store/query/remembered.ts';
import { SeqSet } from '#store/query/seq-set.ts';
import { rank } from '#store/search/rank.ts';
import { benchViewers, openBenchStore } from './bench-store.ts';
import { print, report, timed } from './figures.ts';
import { seededRandom } from './fill-placeholders.ts';

/*
 * 300 real titles, typed letter by letter: after each letter the first page, with what the person
 * may see, a filter and the exact total. Nothing is remembered when a title begins; from letter to
 * letter the engine remembers what an unchanged store lets it remember, as it does for a person.
 */

/** `--titles 40` for a quick look. */
const { values } = parseArgs({ options: { titles: { type: 'string' } }, strict: false });
const TITLES = Number(values.titles ?? 300);
/** A person who types reads the list before this; later letters only narrow it. */
const LETTERS = 60;
const FILTERS = [
  'is:open',
  'type:bug',
  '-status:closed',
  'priority:medium',
  'has:comment',
  'created:>=2012',
];
const FIRST = 10;
const NOW = Date.parse('2026-11-20T12:00:00Z');

const { read, close } = await openBenchStore();
const random = seededRandom(11);
const viewers = await benchViewers(read);
const issues = await read.selectFrom('issue').select(['seq', 'title']).orderBy('seq').execute();

const all: number[] = [];
const single: number[] = [];
const first: number[] = [];
const uncapped = { asked: 0, kept: 0, lost: 0, cappedSteps: 0, steps: 0 };
const slowest: { readonly ms: number; readonly what: string }[] = [];

for (let index = 0; index < TITLES; index += 1) {
  const issue = issues[Math.floor(random() * issues.length)];
  const viewer = viewers[index % viewers.length];
  if (!issue || !viewer) throw new Error('The store is empty.');
  const filter = FILTERS[index % FILTERS.length];
  const lists = new IssueLists(read, 'sqlite');
  const letters = [...issue.title.replace(/[^\p{L}\p{N} ]/gu, ' ')].slice(0, LETTERS);
  for (let length = 1; length <= letters.length; length += 1) {
    const typed = letters.slice(0, length).join('');
    if (typed.endsWith(' ')) continue;
    const result = parse(`${filter} ${typed}`);
    if (!result.ok) continue;
    const request: PageRequest = {
      query: result.query,
      viewer,
      zone: 'UTC',
      now: NOW,
      offset: 0,
      count: 50,
    };
    const { ms, answer } = await timed(() => lists.page(request));
    all.push(ms);
    if (length === 1) first.push(ms);
    if (/(^| )\S$/.test(typed)) single.push(ms);
    uncapped.steps += 1;
    if (answer.capped) uncapped.cappedSteps += 1;
    slowest.push({ ms, what: `${answer.total} ${filter} ${typed}` });
  }
  await recall(issue.seq, letters.join(''));
}

/** Whether the wanted issue stands in the first ten with the cap, and without it. */
async function recall(seq: number, title: string): Promise<void> {
  const result = parse(title);
  if (!result.ok) return;
  const terms = result.query.terms.filter((term): term is TextTerm => term.kind === 'text');
  // The first half of the title finds more than the cap lets be ranked more often than the whole.
  const few = terms.slice(0, Math.ceil(terms.length / 3));
  const positive = few.filter(({ negated }) => !negated);
  if (positive.length === 0) return;
  const { found } = await matchWords(read, 'sqlite', positive, new Remembered(read, 'sqlite'));
  const hits = found ?? new SeqSet();
  const capped = await rank(read, 'sqlite', positive, hits);
  if (!capped.capped) return;
  const whole = await rank(read, 'sqlite', positive, hits, Number.POSITIVE_INFINITY);
  const inWhole = whole.seqs.subarray(0, FIRST).includes(seq);
  const inCapped = capped.seqs.subarray(0, FIRST).includes(seq);
  uncapped.asked += 1;
  if (inWhole) uncapped.lost += 1;
  if (inCapped) uncapped.kept += 1;
}

report([
  { name: 'typed letter by letter', times: all, target: { p95: 50, max: 100 } },
  { name: 'the first letter alone', times: first },
  { name: 'a last word of one letter', times: single },
]);
print(
  `ranking capped in ${uncapped.cappedSteps} of ${uncapped.steps} steps; ` +
    `of ${uncapped.asked} capped searches by the first third of a title the wanted issue stands in the ` +
    `first ${FIRST} of ${uncapped.kept} with the cap and of ${uncapped.lost} without`,
);
if (process.argv.includes('--slowest')) {
  slowest.sort((a, b) => b.ms - a.ms);
  for (const { ms, what } of slowest.slice(0, 30)) print(`${ms.toFixed(1)} ${what}`);
}
await close();
