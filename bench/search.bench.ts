import { parseArgs } from 'node:util';
import type { TextTerm } from '#domain/query/ast.ts';
import { parse } from '#domain/query/parse.ts';
import { IssueLists, type PageRequest } from '#store/list-issues.ts';
import { matchWords } from '#store/query/match-words.ts';
import { Remembered } from '#store/query/remembered.ts';
import { SeqSet } from '#store/query/seq-set.ts';
import { rank } from '#store/search/rank.ts';
import { benchViewers, openBenchStore } from './bench-store.ts';
import { conclude, print, report, timed } from './figures.ts';
import { seededRandom } from './fill-placeholders.ts';

/*
 * 300 real titles, typed letter by letter: after each letter the first page, with what the person
 * may see, a filter and the exact total. Before each title the store forgets, as if the data had
 * changed; from letter to letter it remembers what an unchanged store lets it remember, as it does
 * for a person. Then, whether the wanted issue is found as well where the ranking was capped: the
 * first words of more real titles, as many as leave the ranking capped.
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
/** Titles whose first words are searched with the cap and without it. */
const RECALL_TITLES = 1200;
const FIRST = 10;
const NOW = Date.parse('2026-11-20T12:00:00Z');

const { read, close } = await openBenchStore();
const random = seededRandom(11);
const viewers = await benchViewers(read);
const issues = await read.selectFrom('issue').select(['seq', 'title']).orderBy('seq').execute();

const lists = new IssueLists(read, 'sqlite');
// As the engine does in a quiet moment after the start.
await lists.warm(async () => undefined);
const veryFirst: number[] = [];
const all: number[] = [];
const single: number[] = [];
const first: number[] = [];
const steps = { all: 0, capped: 0 };
const slowest: { readonly ms: number; readonly what: string }[] = [];

for (let index = 0; index < TITLES; index += 1) {
  const issue = issues[Math.floor(random() * issues.length)];
  const viewer = viewers[index % viewers.length];
  if (!issue || !viewer) throw new Error('The store is empty.');
  const filter = FILTERS[index % FILTERS.length];
  if (index > 0) lists.forget();
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
    if (all.length === 1) veryFirst.push(ms);
    if (length === 1) first.push(ms);
    if (/(^| )\S$/.test(typed)) single.push(ms);
    steps.all += 1;
    if (answer.capped) steps.capped += 1;
    slowest.push({ ms, what: `${answer.total} ${filter} ${typed}` });
  }
}

/** How often the wanted issue stood in the first ten with the cap and without, and how alike those were. */
const recalled = { asked: 0, capped: 0, whole: 0, alike: 0 };
const remembered = new Remembered(read, 'sqlite');

for (let index = 0; index < TITLES * (RECALL_TITLES / 300); index += 1) {
  const issue = issues[Math.floor(random() * issues.length)];
  const words = issue?.title.match(/[\p{L}\p{N}]+/gu) ?? [];
  for (let count = 1; count <= words.length; count += 1) {
    const isCapped = await recall(issue?.seq ?? 0, words.slice(0, count).join(' '));
    if (!isCapped) break;
  }
}

/** Ranks the hits with the cap and without it. @returns whether there are enough of them for the cap */
async function recall(wanted: number, text: string): Promise<boolean> {
  const result = parse(`${text} `);
  if (!result.ok) return false;
  const terms = result.query.terms.filter((term): term is TextTerm => term.kind === 'text');
  const { found } = await matchWords(read, 'sqlite', terms, remembered);
  const hits = found ?? new SeqSet();
  const ranked = await rank(read, 'sqlite', terms, hits);
  if (!ranked.capped) return false;
  const whole = await rank(read, 'sqlite', terms, hits, Number.MAX_SAFE_INTEGER);
  const inRanked = ranked.seqs.subarray(0, FIRST);
  const inWhole = whole.seqs.subarray(0, FIRST);
  recalled.asked += 1;
  if (inRanked.includes(wanted)) recalled.capped += 1;
  if (inWhole.includes(wanted)) recalled.whole += 1;
  recalled.alike += inRanked.filter((seq) => inWhole.includes(seq)).length;
  return true;
}

report([
  { name: 'first search of all, when warm', times: veryFirst },
  { name: 'typed letter by letter', times: all, target: { p95: 50, max: 100 } },
  { name: 'of it the first letter', times: first },
  { name: 'of it a last word of one letter', times: single },
]);
conclude([
  { what: 'steps whose ranking was capped', measured: `${steps.capped} of ${steps.all}` },
  {
    what: `capped searches with the wanted issue in the first ${FIRST}`,
    measured: `${recalled.capped} of ${recalled.asked}`,
    target: `${recalled.whole} without the cap`,
    met: recalled.capped >= recalled.whole,
  },
  {
    what: `the same issues in the first ${FIRST}, capped or not`,
    measured: `${((100 * recalled.alike) / (FIRST * Math.max(recalled.asked, 1))).toFixed(0)} %`,
  },
]);
if (process.argv.includes('--slowest')) {
  slowest.sort((a, b) => b.ms - a.ms);
  for (const { ms, what } of slowest.slice(0, 30)) print(`${ms.toFixed(1)} ${what}`);
}
await close();
