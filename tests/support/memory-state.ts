import type { Activity } from '#domain/activity/activity.ts';
import type { Assignment } from '#domain/assignment/assignment.ts';
import type { IssueId, UserId } from '#domain/ids.ts';
import type { AssignmentRule } from '#domain/rule/assignment-rule.ts';
import type {
  AnswerName,
  Answers,
  CandidateLoad,
  Lookup,
  ReadState,
  RowChange,
  TableName,
  Tables,
} from '#domain/state.ts';
import { foldCase } from '#domain/text.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';

export type Rows = { readonly [T in TableName]?: readonly Tables[T][] };

export interface MemoryState extends ReadState {
  all<T extends TableName>(table: T): readonly Tables[T][];
  apply(changes: readonly RowChange[]): void;
}

/** A store in plain maps: everything is loaded, and every question is answered by looking at all rows. `activity`: oldest first. */
export function memoryState(rows: Rows, activity: readonly Activity[] = []): MemoryState {
  const tables = new Map<TableName, Map<string, Tables[TableName]>>();
  const table = <T extends TableName>(name: T) => {
    const found = tables.get(name) ?? new Map<string, Tables[TableName]>();
    tables.set(name, found);
    return found as Map<string, Tables[T]>;
  };
  for (const [name, list] of Object.entries(rows) as [TableName, Tables[TableName][]][]) {
    for (const row of list) table(name).set(row.id, row);
  }
  const all = <T extends TableName>(name: T) => [...table(name).values()];
  return {
    all,
    apply: (changes) => {
      for (const { table: name, id, row } of changes) {
        if (row === null) table(name).delete(id);
        else table(name).set(id, row);
      }
    },
    get: (name, id) => table(name).get(id),
    find: (lookup) => findRow(all, lookup),
    answer: (ask, of) => ANSWERS[ask](of, all, activity),
  };
}

type All = MemoryState['all'];

function findRow(all: All, lookup: Lookup): string | undefined {
  const same = (value: string | null) =>
    value !== null && foldCase(value) === foldCase(lookup.value);
  switch (lookup.find) {
    case 'user':
      return all('user').find((user) => same(user[lookup.by]))?.id;
    case 'project':
      return all('project').find(({ key }) => same(key))?.id;
    case 'tag':
      return all('tag').find(({ name }) => same(name))?.id;
    case 'severity':
      return all('severity').find(({ level }) => same(level))?.id;
    case 'workflow':
      return all('workflow').find(({ name }) => same(name))?.id;
    case 'issue':
      return all('issue').find(
        ({ external }) => external?.source === lookup.source && external.id === lookup.value,
      )?.id;
    case 'assignment':
      return newestAssignment(all, lookup.value)?.id;
  }
}

function newestAssignment(all: All, issue: IssueId): Assignment | undefined {
  const turns = all('assignment').filter((turn) => turn.issue === issue);
  const newest = turns.toSorted((a, b) => b.assignedAt - a.assignedAt || (a.id < b.id ? 1 : -1))[0];
  return turns.find(({ status }) => status !== 'completed') ?? newest;
}

function loadOf(user: UserId, rule: AssignmentRule, all: All): CandidateLoad {
  const ranks = all('severity').length;
  const workload = all('issue')
    .filter(({ assignee, category }) => assignee === user && /todo|doing/.test(category))
    .map(({ severity }) => all('severity').find(({ id }) => id === severity)?.rank ?? ranks)
    .reduce((sum, rank) => sum + ranks + 1 - rank, 0);
  const turns = all('assignment').filter(({ assignee }) => assignee === user);
  const latest = (some: readonly Assignment[]) =>
    some.length === 0 ? null : Math.max(...some.map(({ assignedAt }) => assignedAt));
  return {
    user,
    workload,
    lastAssignedAt: latest(turns),
    lastAssignedByRuleAt: latest(turns.filter((turn) => turn.rule === rule.id)),
  };
}

const ids = <Row extends { readonly id: string }>(rows: readonly Row[]) =>
  rows.map(({ id }): Row['id'] => id);

const ANSWERS: {
  readonly [A in AnswerName]: (
    of: Answers[A]['question'],
    all: All,
    activity: readonly Activity[],
  ) => Answers[A]['answer'];
} = {
  activeAdmins: (_of, all) =>
    ids(all('user').filter(({ role, blocked }) => role === 'admin' && !blocked)),
  peopleWithRoles: ({ roles }, all) =>
    ids(all('user').filter(({ role, blocked }) => roles.includes(role) && !blocked)),
  rulesWithCandidates: ({ project }, all) =>
    all('rule')
      .filter((rule) => rule.project === project && rule.enabled)
      .toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
      .map((rule) => {
        const { users, roles } = rule.candidates;
        const people = all('user').filter(
          ({ id, role, blocked }) => !blocked && (users.includes(id) || roles.includes(role)),
        );
        return { rule, people, loads: people.map(({ id }) => loadOf(id, rule, all)) };
      }),
  lastChange: ({ issue, field }, _all, activity) => {
    const last = activity.findLast((one) => one.issue === issue && one.field === field);
    return last === undefined ? null : { by: last.actor, at: last.at };
  },
  issueByNumber: ({ project, number }, all) =>
    all('issue').find((issue) => issue.project === project && issue.number === number)?.id ?? null,
  duplicateChain: ({ issue }, all) => {
    const chain: IssueId[] = [];
    let next: IssueId | null = issue;
    while (next !== null && !chain.includes(next)) {
      const here: IssueId = next;
      chain.push(here);
      next = all('issue').find(({ id }) => id === here)?.duplicateOf ?? null;
    }
    return chain;
  },
  relationsBetween: ({ issue, other }, all) =>
    ids(
      all('relation').filter(
        (one) =>
          (one.issue === issue && one.other === other) ||
          (one.issue === other && one.other === issue),
      ),
    ),
  reachedFrom: ({ issue, kind }, all) => {
    const reached = new Set([issue]);
    for (const here of reached) {
      for (const one of all('relation')) {
        if (one.kind === kind && one.issue === here) reached.add(one.other);
      }
      const original = all('issue').find(({ id }) => id === here)?.duplicateOf;
      if (kind === 'duplicates' && original) reached.add(original);
    }
    return [...reached];
  },
  attachmentsOfComment: ({ comment }, all) =>
    ids(all('attachment').filter((one) => one.comment === comment)),
  issuesWithSeverity: ({ severity }, all) =>
    ids(all('issue').filter((issue) => issue.severity === severity)),
  issuesWithTag: ({ tag }, all) => ids(all('issue').filter(({ tags }) => tags.includes(tag))),
  issuesInStates: ({ workflow, states }, all) => {
    const fallback = all('workspace').find(({ id }) => id === WORKSPACE_ID)?.defaultWorkflow;
    const projects = ids(
      all('project').filter((project) => (project.workflow ?? fallback) === workflow),
    );
    return ids(
      all('issue').filter(
        ({ project, status }) => projects.includes(project) && states.includes(status),
      ),
    );
  },
  issuesOfProject: ({ project, states }, all) =>
    ids(all('issue').filter((issue) => issue.project === project && states.includes(issue.status))),
  projectsWithWorkflow: ({ workflow }, all) => {
    const isDefault = all('workspace').some(({ defaultWorkflow }) => defaultWorkflow === workflow);
    return ids(
      all('project').filter((one) => one.workflow === workflow || (isDefault && !one.workflow)),
    );
  },
  severitiesByRank: (_of, all) => ids(all('severity').toSorted((a, b) => a.rank - b.rank)),
  unreadNotifications: ({ recipient }, all) =>
    all('notification')
      .filter((one) => one.recipient === recipient && one.readAt === null)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, issue: of }) => {
        const on = all('issue').find((one) => one.id === of);
        if (on === undefined) throw new Error('A notification has no issue.');
        const { project, confidential, reporter, assignee } = on;
        return { id, issue: { project, confidential, reporter, assignee } };
      }),
  partsOfIssue: ({ issue }, all) => ({
    comments: ids(all('comment').filter((one) => one.issue === issue)),
    assignments: ids(all('assignment').filter((one) => one.issue === issue)),
    notifications: ids(all('notification').filter((one) => one.issue === issue)),
    attachments: ids(all('attachment').filter((one) => one.issue === issue)),
    relations: ids(all('relation').filter((one) => one.issue === issue || one.other === issue)),
    duplicates: ids(all('issue').filter((one) => one.duplicateOf === issue)),
  }),
};
