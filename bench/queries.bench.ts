import type { Query } from '#domain/query/ast.ts';
import { parse } from '#domain/query/parse.ts';
import { IssueLists, type PageRequest } from '#store/list-issues.ts';
import { benchViewers, openBenchStore } from './bench-store.ts';
import { type Figure, print, report, timed } from './figures.ts';
import { placeholderFiller, seededRandom } from './fill-placeholders.ts';
import queries from './queries.json' with { type: 'json' };

/*
 * bench/queries.json (every field, every sort up and down, 200 random combinations), asked by three
 * people in turn: the first page with its exact total while nothing is remembered, the list of
 * positions, then windows of 50 anywhere in it.
 */

const PAGE = 50;
const WINDOWS = 5;
/** Late enough for every date of the data to be past. */
const NOW = Date.parse('2026-11-20T12:00:00Z');

const { read, close } = await openBenchStore();
const random = seededRandom(7);
const fill = await placeholderFiller(read, random);
const viewers = await benchViewers(read);

const pages: number[] = [];
const grouped: number[] = [];
const lists: number[] = [];
const windows: number[] = [];
const slowest: { readonly ms: number; readonly what: string }[] = [];

function parsed(text: string): Query {
  const result = parse(text);
  if (!result.ok) throw new Error(`${text}: ${result.problems[0].message}`);
  return result.query;
}

/** Asked once before the figures count, as an engine at work has done. */
const WARM_UP = 20;
for (const template of queries.combinations.slice(0, WARM_UP)) {
  const [viewer] = viewers;
  if (!viewer) throw new Error('The store has no people.');
  const query = parsed(fill(template));
  const request = { query, viewer, zone: 'UTC', now: NOW, offset: 0, count: PAGE };
  await new IssueLists(read, 'sqlite').page(request);
}

for (const [index, template] of [
  ...queries.fields,
  ...queries.sorts,
  ...queries.combinations,
].entries()) {
  const text = fill(template);
  const viewer = viewers[index % viewers.length];
  if (!viewer) throw new Error('The store has no people.');
  const request: PageRequest = {
    query: parsed(text),
    viewer,
    zone: 'Europe/Berlin',
    now: NOW,
    offset: 0,
    count: PAGE,
  };
  // A new one each time: it remembers nothing.
  const first = await timed(() => new IssueLists(read, 'sqlite').page(request));
  pages.push(first.ms);
  slowest.push({ ms: first.ms, what: `page ${first.answer.total} ${text}` });
  const byStatus = await timed(() =>
    new IssueLists(read, 'sqlite').page({ ...request, group: 'status' }),
  );
  grouped.push(byStatus.ms);
  slowest.push({ ms: byStatus.ms, what: `grouped ${first.answer.total} ${text}` });
  const open = new IssueLists(read, 'sqlite');
  await open.page(request);
  const made = await timed(() => open.prepare(request));
  lists.push(made.ms);
  slowest.push({ ms: made.ms, what: `positions ${first.answer.total} ${text}` });
  for (let window = 0; window < WINDOWS; window += 1) {
    const offset = Math.floor(random() * Math.max(1, first.answer.total - PAGE));
    const deep = await timed(() => open.page({ ...request, offset }));
    windows.push(deep.ms);
  }
}

const figures: Figure[] = [
  { name: 'first page with exact total', times: pages, target: { p95: 20 } },
  { name: 'first page in groups, with counts', times: grouped },
  { name: 'list of positions', times: lists, target: { p95: 100 } },
  { name: 'any window of 50', times: windows, target: { p95: 5 } },
];
report(figures);
if (process.argv.includes('--slowest')) {
  slowest.sort((a, b) => b.ms - a.ms);
  for (const { ms, what } of slowest.slice(0, 30)) print(`${ms.toFixed(1)} ${what}`);
}
await close();
