import fc, { type GeneratorValue } from 'fast-check';
import { ASSIGNMENT_STATUSES } from '#domain/assignment/assignment.ts';
import type { Comment } from '#domain/comment/comment.ts';
import { FREQUENCIES } from '#domain/issue/bug-details.ts';
import { ISSUE_TYPES, type Issue, PRIORITIES, RESOLUTIONS } from '#domain/issue/issue.ts';
import { NOTIFICATION_KINDS } from '#domain/notification/notification.ts';
import { RELATION_KINDS } from '#domain/relation/relation.ts';
import { STRATEGIES } from '#domain/rule/assignment-rule.ts';
import type { TableName, Tables } from '#domain/state.ts';
import { isCleanText } from '#domain/text.ts';
import { ROLES } from '#domain/user/user.ts';
import { GROUPINGS, LAYOUTS, LIST_COLUMNS } from '#domain/view/view.ts';
import { CATEGORIES } from '#domain/workflow/workflow.ts';
import type { NetChange } from '#store/apply-rows.ts';
import {
  aNotification,
  anAssignment,
  anAttachment,
  anIssue,
  aProject,
  aRelation,
  aRule,
  aSeverity,
  aTag,
  aUser,
  aView,
  aWorkflow,
  aWorkspace,
  idOf,
  NOW,
} from '#tests/support/rows.ts';

/** Every row of a store. */
export type World = { readonly [T in TableName]: readonly Tables[T][] };

export const NOBODY: World = {
  workspace: [],
  user: [],
  project: [],
  severity: [],
  tag: [],
  workflow: [],
  rule: [],
  issue: [],
  comment: [],
  assignment: [],
  notification: [],
  relation: [],
  attachment: [],
  view: [],
};

const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter(isCleanText);
const instant = fc.integer({ min: 0, max: 2 * NOW });
const environment = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  text,
  { maxKeys: 3, noNullPrototype: true },
);

/**
 * A world that the database can hold: what is pointed to exists, unique values are unique, every
 * other field is anything. Its ids and unique values come from small sets, so that two worlds share
 * rows, and names wander from one row to another.
 */
export function drawWorld(draw: GeneratorValue): World {
  const maybe = <V>(value: () => V): V | null => (draw(fc.boolean) ? value() : null);
  const oneOf = <V>(values: readonly V[]): V => draw(fc.constantFrom<V[]>, ...values);
  const some = <V>(values: readonly V[]): V[] => draw(fc.subarray<V>, [...values]);
  const atLeastOne = <V>(values: readonly V[]): V[] =>
    draw(fc.subarray<V>, [...values], { minLength: 1 });
  const shuffled = <V>(values: readonly V[]): V[] =>
    draw(fc.shuffledSubarray<V>, [...values], { minLength: values.length });
  const words = () => draw(() => text);
  const when = () => draw(() => instant);
  const stamps = () => ({
    createdAt: when(),
    updatedAt: when(),
    version: draw(fc.integer, { min: 0, max: 1 }),
  });

  const usernames = shuffled(['ana', 'bo', 'li', 'rita']);
  const mails = shuffled(['A@example.org', 'b@Example.org', null, null]);
  const user = usernames.map((username, i) =>
    aUser({
      id: idOf(`user${i}`),
      username,
      name: words(),
      email: mails[i] ?? null,
      role: oneOf(ROLES),
      blocked: draw(fc.boolean),
      passwordHash: maybe(words),
      ...stamps(),
    }),
  );
  const users = user.map(({ id }) => id);
  const workflowNames = shuffled(['Standard', 'Ours']);
  const workflow = workflowNames.map((name, i) =>
    aWorkflow(oneOf(['standard', 'owner-led'] as const), {
      id: idOf(`workflow${i}`),
      name,
      ...stamps(),
    }),
  );
  const workflows = workflow.map(({ id }) => id);
  const workspace = [aWorkspace({ name: words(), defaultWorkflow: oneOf(workflows), ...stamps() })];
  const levels = shuffled(['Blocker', 'Major', 'Trivial']);
  const ranks = shuffled([1, 2, 3]);
  const severity = atLeastOne([0, 1, 2])
    .map((i) => ({ i, rank: ranks[i] ?? 0 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ i }, place) =>
      aSeverity({
        id: idOf(`severity${i}`),
        level: levels[i] ?? '',
        rank: place + 1,
        description: words(),
        author: maybe(() => oneOf(users)),
        ...stamps(),
      }),
    );
  const tagNames = shuffled(['UI', 'käse', 'Slow']);
  const tag = some([0, 1, 2]).map((i) =>
    aTag({ id: idOf(`tag${i}`), name: tagNames[i] ?? '', ...stamps() }),
  );
  const keys = shuffled(['PAY', 'WEB']);
  const project = atLeastOne([0, 1]).map((i) =>
    aProject({
      id: idOf(`project${i}`),
      key: keys[i] ?? '',
      name: words(),
      description: words(),
      visibility: oneOf(['public', 'private'] as const),
      members: some(users),
      workflow: maybe(() => oneOf(workflows)),
      archived: draw(fc.boolean),
      nextNumber: 100,
      ...stamps(),
    }),
  );
  const projects = project.map(({ id }) => id);
  const rule = some([0, 1, 2]).map((i) =>
    aRule({
      id: idOf(`rule${i}`),
      project: oneOf(projects),
      name: words(),
      order: draw(fc.integer, { min: 0, max: 2 }),
      when: {
        severities: some(severity.map(({ id }) => id)),
        tags: [],
        type: maybe(() => oneOf(ISSUE_TYPES)),
        text: words(),
      },
      candidates: { users: some(users), roles: some(ROLES) },
      strategy: oneOf(STRATEGIES),
      enabled: draw(fc.boolean),
      ...stamps(),
    }),
  );

  const numbers = some([0, 1, 2, 3, 4]);
  const issue = numbers.map(
    (i): Issue =>
      anIssue({
        id: idOf(`issue${i}`),
        project: oneOf(projects),
        number: i + 1,
        type: oneOf(ISSUE_TYPES),
        title: words(),
        description: words(),
        bug: maybe(() => ({
          stepsToReproduce: words(),
          expected: words(),
          actual: words(),
          frequency: oneOf(FREQUENCIES),
          environment: draw(() => environment),
          author: oneOf(users),
        })),
        severity: oneOf(severity.map(({ id }) => id)),
        priority: oneOf(PRIORITIES),
        status: oneOf(['open', 'in_progress', 'resolved', 'somewhere']),
        category: oneOf(CATEGORIES),
        reporter: oneOf(users),
        assignee: maybe(() => oneOf(users)),
        resolution: maybe(() => oneOf(RESOLUTIONS)),
        resolutionNote: maybe(words),
        fixedIn: maybe(words),
        // Only to an issue that comes later: never in a circle.
        duplicateOf: maybe(() => numbers.filter((n) => n > i).at(0))
          ? idOf(`issue${numbers.filter((n) => n > i)[0]}`)
          : null,
        tags: some(tag.map(({ id }) => id)),
        watchers: some(users),
        confidential: draw(fc.boolean),
        dueDate: maybe(() => oneOf(['1969-12-31', '2024-02-29', '2026-03-14'])),
        assessedAt: maybe(when),
        resolvedAt: maybe(when),
        closedAt: maybe(when),
        external: maybe(() => ({ source: 'bugzilla', id: `${i}`, url: maybe(words) })),
        importMark: maybe(() => draw(() => environment)),
        ...stamps(),
      }),
  );
  const issues = new Set(numbers);
  // A part stays with its issue for ever: which one follows from its own number.
  const perIssue = <Row>(places: readonly number[], row: (issue: Issue['id'], i: number) => Row) =>
    some(places.filter((i) => issues.has(i % 3))).map((i) => row(idOf(`issue${i % 3}`), i));
  const comment = perIssue(
    [0, 1, 2, 3],
    (of, i): Comment => ({
      id: idOf(`comment${i}`),
      issue: of,
      author: oneOf(users),
      content: words(),
      editedAt: maybe(when),
      ...stamps(),
    }),
  );
  const open = new Set<string>();
  const assignment = perIssue([0, 1, 2, 3], (of, i) => {
    const status = open.has(of) ? 'completed' : oneOf(ASSIGNMENT_STATUSES);
    if (status !== 'completed') open.add(of);
    return anAssignment({
      id: idOf(`turn${i}`),
      issue: of,
      assignee: oneOf(users),
      assignedBy: oneOf(users),
      assignedAt: when(),
      status,
      endedAt: maybe(when),
      rule: maybe(() => idOf(`rule${i % 3}`)),
      ...stamps(),
    });
  });
  const notification = perIssue([0, 1, 2], (of, i) =>
    aNotification({
      id: idOf(`note${i}`),
      issue: of,
      recipient: oneOf(users),
      actor: oneOf(users),
      kind: oneOf(NOTIFICATION_KINDS),
      message: words(),
      readAt: maybe(when),
      ...stamps(),
    }),
  );
  // So does a file with its comment, and a relation with both ends.
  const comments = new Set(comment.map(({ id }) => id as string));
  const attachment = perIssue([0, 1, 2, 3], (of, i) =>
    anAttachment({
      id: idOf(`file${i}`),
      issue: of,
      comment: i % 2 === 0 ? null : idOf(`comment${i}`),
      name: words(),
      size: draw(fc.nat, 2 ** 40),
      author: oneOf(users),
      ...stamps(),
    }),
  ).filter((file) => file.comment === null || comments.has(file.comment));
  const relation = some([0, 1, 2].filter((i) => issues.has(i) && issues.has((i + 1) % 3))).map(
    (i) =>
      aRelation({
        id: idOf(`relation${i}`),
        issue: idOf(`issue${i}`),
        other: idOf(`issue${(i + 1) % 3}`),
        kind: oneOf(RELATION_KINDS),
        author: oneOf(users),
        ...stamps(),
      }),
  );
  const view = some([0, 1]).map((i) =>
    aView({
      id: idOf(`view${i}`),
      name: words(),
      query: words(),
      columns: some(LIST_COLUMNS),
      grouping: oneOf(GROUPINGS),
      layout: oneOf(LAYOUTS),
      owner: oneOf(users),
      shared: draw(fc.boolean),
      ...stamps(),
    }),
  );
  return {
    workspace,
    user,
    project,
    severity,
    tag,
    workflow,
    rule,
    issue,
    comment,
    assignment,
    notification,
    relation,
    attachment,
    view,
  };
}

/** The net changes that lead from one world to another. */
export function between(before: World, after: World): readonly NetChange[] {
  return (Object.keys(before) as TableName[]).flatMap((table) => {
    const old = new Map<string, Tables[TableName]>(before[table].map((row) => [row.id, row]));
    const now = new Map<string, Tables[TableName]>(after[table].map((row) => [row.id, row]));
    return [...new Set([...old.keys(), ...now.keys()])].map(
      (id) => ({ table, id, before: old.get(id) ?? null, after: now.get(id) ?? null }) as NetChange,
    );
  });
}

/** Rows in the order of their ids, sets in the order of theirs: how two worlds are compared. */
export function inOrder(world: World): World {
  const byId = <Row extends { readonly id: string }>(rows: readonly Row[]) =>
    rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const sorted = Object.fromEntries(
    Object.entries(world).map(([table, rows]) => [
      table,
      byId(rows as readonly { readonly id: string }[]),
    ]),
  ) as unknown as World;
  return {
    ...sorted,
    project: sorted.project.map((row) => ({ ...row, members: row.members.toSorted() })),
    issue: sorted.issue.map((row) => ({
      ...row,
      tags: row.tags.toSorted(),
      watchers: row.watchers.toSorted(),
    })),
  };
}
