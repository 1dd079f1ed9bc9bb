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
 * may see, a filter and the exact total. Before each title the store forgets, as if the data had
 * changed; from letter to letter it remembers what an unchanged store lets it remember, as it does for a person.
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

const lists = new IssueLists(read, 'sqlite');
const all: number[] = [];
const single: number[] = [];
const first: number[] = [];
const recalled = { asked: 0, kept: 0, whole: 0, cappedSteps: 0, steps: 0 };
const slowest: { readonly ms: number; readonly what: string }[] = [];

for (let index = 0; index < TITLES; index += 1) {
  const issue = issues[Math.floor(random() * issues.length)];
  const viewer = viewers[index % viewers.length];
  if (!issue || !viewer) throw new Error('The store is empty.');
  const filter = FILTERS[index % FILTERS.length];
  lists.forget();
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
    recalled.steps += 1;
    if (answer.capped) recalled.cappedSteps += 1;
    slowest.push({ ms, what: `${answer.total} ${filter} ${typed}` });
  }
  for (const count of [1, 2, 3]) await recall(issue.seq, `${letters.join('')} `, count);
}

/** Whether the wanted issue stands in the first ten with the cap, and without it: by few words. */
async function recall(seq: number, title: string, count: number): Promise<void> {
  const result = parse(title);
  if (!result.ok) return;
  const terms = result.query.terms.filter((term): term is TextTerm => term.kind === 'text');
  const positive = terms.filter(({ negated }) => !negated).slice(0, count);
  if (positive.length < count) return;
  const { found } = await matchWords(read, 'sqlite', positive, new Remembered(read, 'sqlite'));
  const hits = found ?? new SeqSet();
  const capped = await rank(read, 'sqlite', positive, hits);
  if (!capped.capped) return;
  const whole = await rank(read, 'sqlite', positive, hits, Number.MAX_SAFE_INTEGER);
  const inWhole = whole.seqs.subarray(0, FIRST).includes(seq);
  const inCapped = capped.seqs.subarray(0, FIRST).includes(seq);
  recalled.asked += 1;
  if (inWhole) recalled.whole += 1;
  if (inCapped) recalled.kept += 1;
}

report([
  { name: 'typed letter by letter', times: all, target: { p95: 50, max: 100 } },
  { name: 'the first letter alone', times: first },
  { name: 'a last word of one letter', times: single },
]);
print(
  `ranking capped in ${recalled.cappedSteps} of ${recalled.steps} steps; ` +
    `of ${recalled.asked} capped searches by the first one, two or three words the wanted issue stands in the ` +
    `first ${FIRST} of ${recalled.kept} with the cap and of ${recalled.whole} without`,
);
if (process.argv.includes('--slowest')) {
  slowest.sort((a, b) => b.ms - a.ms);
  for (const { ms, what } of slowest.slice(0, 30)) print(`${ms.toFixed(1)} ${what}`);
}
await close();
