import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Needs, TableName } from '#domain/state.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import type { Store } from '#store/store.ts';
import {
  aNotification,
  anAssignment,
  aProject,
  aRule,
  aWorkflow,
  NOW,
} from '#tests/support/rows.ts';
import { DATABASES, freshStore } from './databases.ts';
import {
  aComment,
  ana,
  first,
  major,
  pay,
  rita,
  SMALL_WORLD,
  second,
  standard,
  ui,
} from './small-world.ts';
import { allMade, changed, write } from './write.ts';

const own = aWorkflow('owner-led');
const web = aProject({ key: 'WEB', workflow: own.id });
const rule = aRule({ project: web.id });
const comment = aComment();
const turn = anAssignment({ assignee: ana.id, status: 'completed', assignedAt: NOW - 1 });
const last = anAssignment({ ...turn, id: 'ffffffff-0000-7000-8000-000000000000' as never });
const note = aNotification({ issue: first.id });

type Ids = { readonly [T in TableName]?: readonly string[] };
/** What every load brings. */
const ALWAYS: Ids = { workspace: [WORKSPACE_ID], workflow: [standard.id] };
const ISSUE: Ids = {
  ...ALWAYS,
  issue: [first.id],
  project: [pay.id],
  severity: [major.id],
  tag: [ui.id],
  user: [ana.id, rita.id].toSorted(),
  assignment: [last.id],
};

describe.each(DATABASES)('$name: loading rows', (database) => {
  let store: Store;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, end } = await freshStore(database));
    await write(
      store,
      allMade({
        ...SMALL_WORLD,
        workflow: [standard, own],
        project: [pay, web],
        rule: [rule],
        comment: [comment],
        assignment: [turn, last],
        notification: [note],
      }),
    );
    await write(store, [changed('issue', first, { tags: [ui.id], assignee: ana.id })]);
  });
  afterAll(() => end());

  const load = (needs: Needs) => store.transaction((tx) => store.loadRows(tx, needs));

  it.each<{ what: string; needs: Needs; brings: Ids }>([
    { what: 'nothing: the workspace and its workflow', needs: {}, brings: ALWAYS },
    {
      what: 'an issue: its project, severity, tags, people and newest assignment',
      needs: { rows: { issue: [first.id] } },
      brings: ISSUE,
    },
    {
      what: 'a comment: its issue, with all of that',
      needs: { rows: { comment: [comment.id] } },
      brings: { ...ISSUE, comment: [comment.id] },
    },
    {
      what: 'an assignment: its issue, with all of that',
      needs: { rows: { assignment: [turn.id] } },
      brings: { ...ISSUE, assignment: [turn.id, last.id].toSorted() },
    },
    {
      what: 'a project: the workflow it follows',
      needs: { rows: { project: [web.id] } },
      brings: { ...ALWAYS, project: [web.id], workflow: [own.id, standard.id].toSorted() },
    },
    {
      what: 'a rule: its project, with its workflow',
      needs: { rows: { rule: [rule.id] } },
      brings: {
        ...ALWAYS,
        rule: [rule.id],
        project: [web.id],
        workflow: [own.id, standard.id].toSorted(),
      },
    },
    {
      what: 'a notification: its issue, with all of that',
      needs: { rows: { notification: [note.id] } },
      brings: { ...ISSUE, notification: [note.id] },
    },
    {
      what: 'what a lookup finds',
      needs: { lookups: [{ find: 'user', by: 'username', value: 'Rita' }] },
      brings: { ...ALWAYS, user: [rita.id] },
    },
    {
      what: 'the newest assignment that a lookup finds, with its issue',
      needs: { lookups: [{ find: 'assignment', by: 'issue', value: first.id }] },
      brings: ISSUE,
    },
    {
      what: 'ids that do not exist: nothing',
      needs: { rows: { issue: [rita.id], user: [first.id], tag: ['no id'] } },
      brings: ALWAYS,
    },
  ])('brings with $what', async ({ needs, brings }) => {
    const { rows } = await load(needs);
    const ids = Object.fromEntries(
      Object.entries(rows)
        .map(([table, list]) => [table, list.map(({ id }): string => id).toSorted()] as const)
        .filter(([, list]) => list.length > 0),
    );
    expect(ids).toEqual(brings);
  });

  it('finds the assignment of every issue that it loads', async () => {
    const { found } = await load({ rows: { issue: [first.id, second.id] } });
    expect(found).toHaveLength(2);
    expect(found).toContainEqual({
      lookup: { find: 'assignment', by: 'issue', value: first.id },
      id: last.id,
    });
    expect(found).toContainEqual({
      lookup: { find: 'assignment', by: 'issue', value: second.id },
      id: undefined,
    });
  });

  it('takes any number of ids at once', async () => {
    const many = Array.from({ length: 70_000 }, (_, i) => `absent ${i}`);
    const { rows } = await load({ rows: { issue: [...many, first.id] } });
    expect(rows.issue.map(({ id }) => id)).toEqual([first.id]);
  });
});
