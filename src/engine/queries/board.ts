import type { Query, Term } from '#domain/query/ast.ts';
import type { Workflow } from '#domain/workflow/workflow.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import type { BoardPage, CallInput, CallOutput } from '#protocol/api.ts';
import { type Result, success } from '#protocol/result.ts';
import { loadWorkflows, loadWorkspaces } from '#store/load-tables.ts';
import type { Asker } from '../asker.ts';
import { readQuery, readZone } from './read-query.ts';
import { issueRow } from './shape.ts';

/** Cards stand by severity, priority and age of the last change unless the query says otherwise. */
const CARD_ORDER: Query['sort'] = [
  { field: 'severity', falling: false, at: 1, length: 1 },
  { field: 'priority', falling: false, at: 1, length: 1 },
  { field: 'updated', falling: true, at: 1, length: 1 },
];

/** One column per state of the workflow that the query's project follows, with its first cards. */
export async function boardPage(
  input: CallInput<'board.page'>,
  asker: Asker,
): Promise<Result<BoardPage>> {
  const query = await readQuery(input.query, asker);
  if (!query.ok) return query;
  const workflow = await workflowOf(query.value, asker);
  const columns: BoardPage['columns'] = [];
  let incomplete = false;
  let version = 0;
  for (const state of workflow.states) {
    const column = await cards(query.value, state.name, input.timeZone, 0, input.count, asker);
    if (!column.ok) return column;
    incomplete ||= column.value.incomplete;
    version = column.value.version;
    const { total, rows } = column.value;
    const { name, label, category } = state;
    columns.push({ status: name, label, category, total, rows: [...rows] });
  }
  return success({ columns, workflow: workflow.name, incomplete, version });
}

/** More cards of one column. */
export async function boardWindow(
  input: CallInput<'board.window'>,
  asker: Asker,
): Promise<Result<CallOutput<'board.window'>>> {
  const query = await readQuery(input.query, asker);
  if (!query.ok) return query;
  const { status, timeZone, offset, count } = input;
  const column = await cards(query.value, status, timeZone, offset, count, asker);
  if (!column.ok) return column;
  const { total, rows, version } = column.value;
  return success({ total, rows: [...rows], version });
}

async function cards(
  query: Query,
  status: string,
  timeZone: string,
  offset: number,
  count: number,
  asker: Asker,
) {
  const zone = readZone(timeZone);
  if (!zone.ok) return zone;
  const page = await asker.lists.page({
    query: { terms: [...query.terms, inState(status)], sort: cardOrder(query) },
    viewer: asker.user,
    zone: zone.value,
    now: asker.now,
    offset,
    count,
  });
  return success({ ...page, rows: page.rows.map(issueRow) });
}

function cardOrder({ sort }: Query): Query['sort'] {
  return sort.length > 0 ? sort : CARD_ORDER;
}

function inState(value: string): Term {
  const span = { at: 1, length: 1 };
  return { kind: 'name', field: 'status', negated: false, values: [{ value, ...span }], ...span };
}

/** The workflow of the one project that the query names, else the workspace's default. */
async function workflowOf(query: Query, { store }: Asker): Promise<Workflow> {
  const { read, dialect } = store;
  const [workspace] = await loadWorkspaces(read, dialect, [WORKSPACE_ID]);
  if (!workspace) throw new Error('The workspace has not begun.');
  const keys = query.terms.flatMap((term) =>
    term.kind === 'name' && term.field === 'project' && !term.negated
      ? term.values.map(({ value }) => value.toUpperCase())
      : [],
  );
  const own =
    keys.length === 0
      ? []
      : await read.selectFrom('project').select('workflow').where('key', 'in', keys).execute();
  const named = new Set(own.map(({ workflow }) => workflow ?? workspace.defaultWorkflow));
  const [only] = named.size === 1 ? [...named] : [workspace.defaultWorkflow];
  const [workflow] = await loadWorkflows(read, dialect, [only ?? workspace.defaultWorkflow]);
  if (!workflow) throw new Error('The workflow of the board is gone.');
  return workflow;
}
