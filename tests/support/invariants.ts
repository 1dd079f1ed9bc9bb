import type { Assignment } from '#domain/assignment/assignment.ts';
import type { IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { parse } from '#domain/query/parse.ts';
import { codePoints, isBlank } from '#domain/text.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import type { MemoryState } from './memory-state.ts';

/**
 * What the rules of spec/domain.md forbid, whatever was commanded: one sentence for each thing that
 * is wrong with these rows.
 */
export function brokenRules(state: MemoryState): readonly string[] {
  return [
    ...state.all('issue').flatMap((issue) => {
      const found = [
        ...brokenState(issue, state),
        ...brokenTexts(issue),
        ...brokenReferences(issue, state),
        ...brokenAssignments(issue, state),
      ];
      return found.map((fault) => `issue ${issue.number} (${issue.status}): ${fault}`);
    }),
    ...brokenNumbers(state),
    ...brokenParts(state),
    ...brokenRelations(state),
    ...brokenViews(state),
  ];
}

type Rule = readonly [broken: boolean, fault: string];

function broken(...rules: readonly Rule[]): readonly string[] {
  return rules.filter(([isBroken]) => isBroken).map(([, fault]) => fault);
}

/** Resolution and dates follow from the category. */
function brokenState(issue: Issue, state: MemoryState): readonly string[] {
  const project = state.get('project', issue.project);
  const workspace = state.get('workspace', WORKSPACE_ID);
  const workflow = state.get('workflow', project?.workflow ?? workspace?.defaultWorkflow ?? '');
  const stands = workflow?.states.find(({ name }) => name === issue.status);
  const over = issue.category === 'done' || issue.category === 'closed';
  return broken(
    [stands === undefined, 'its status is not a state of its workflow'],
    [
      stands !== undefined && stands.category !== issue.category,
      'its category is not its status’s',
    ],
    [over !== (issue.resolution !== null), 'exactly what is done or closed has a resolution'],
    [over !== (issue.resolvedAt !== null), 'exactly what is done or closed has resolvedAt'],
    [
      (issue.category === 'closed') !== (issue.closedAt !== null),
      'exactly what is closed has closedAt',
    ],
    [!over && issue.fixedIn !== null, 'only what is done is fixed in a version'],
    [issue.category === 'todo' && issue.resolutionNote !== null, 'a note before any work'],
    [
      issue.duplicateOf !== null && issue.resolution !== 'duplicate',
      'a duplicate resolved otherwise',
    ],
  );
}

function brokenTexts({ title, description, bug, type, external }: Issue): readonly string[] {
  return broken(
    [codePoints(title) < 1 || codePoints(title) > 255, 'its title has no fitting length'],
    [isBlank(description) && bug === null && external === null, 'nothing describes it'],
    [bug !== null && type !== 'bug', 'only a bug has bug details'],
    [bug !== null && isBlank(bug.stepsToReproduce), 'bug details without steps'],
  );
}

function brokenReferences(issue: Issue, state: MemoryState): readonly string[] {
  const people = [issue.reporter, ...issue.watchers, ...(issue.assignee ? [issue.assignee] : [])];
  return broken(
    [state.get('severity', issue.severity) === undefined, 'its severity does not exist'],
    [issue.tags.some((tag) => state.get('tag', tag) === undefined), 'a tag does not exist'],
    [new Set(issue.tags).size < issue.tags.length, 'a tag stands twice'],
    [new Set(issue.watchers).size < issue.watchers.length, 'a watcher stands twice'],
    [people.some((person) => state.get('user', person) === undefined), 'a person does not exist'],
    [
      issue.duplicateOf !== null && state.get('issue', issue.duplicateOf) === undefined,
      'it duplicates what does not exist',
    ],
    [leadsBack(issue.id, 'duplicates', state), 'duplicates lead in a circle'],
    [leadsBack(issue.id, 'blocks', state), 'it blocks itself through others'],
  );
}

function leadsBack(issue: IssueId, kind: 'duplicates' | 'blocks', state: MemoryState): boolean {
  const next = (from: IssueId): readonly IssueId[] => [
    ...state.all('relation').flatMap((one) => {
      return one.kind === kind && one.issue === from ? [one.other] : [];
    }),
    ...(kind === 'duplicates' ? [state.get('issue', from)?.duplicateOf ?? []].flat() : []),
  ];
  const reached = new Set(next(issue));
  for (const here of reached) for (const one of next(here)) reached.add(one);
  return reached.has(issue);
}

const STATUS_IN: Readonly<Record<Issue['category'], readonly Assignment['status'][]>> = {
  todo: ['pending'],
  doing: ['in_progress'],
  done: ['pending', 'completed'],
  closed: ['completed'],
};

function brokenAssignments(issue: Issue, state: MemoryState): readonly string[] {
  const turns = state.all('assignment').filter((turn) => turn.issue === issue.id);
  const open = turns.filter(({ status }) => status !== 'completed');
  const id = state.find({ find: 'assignment', by: 'issue', value: issue.id });
  const newest = id === undefined ? undefined : state.get('assignment', id);
  const has = issue.assignee !== null;
  return broken(
    [open.length > 1, 'two assignments that are not completed'],
    [!has && open.length > 0, 'an open assignment of an issue that nobody has'],
    [has && newest?.assignee !== issue.assignee, 'its newest assignment is another person’s'],
    [
      has && newest !== undefined && !STATUS_IN[issue.category].includes(newest.status),
      `its assignment is ${newest?.status}`,
    ],
    [
      turns.some((turn) => (turn.status === 'completed') !== (turn.endedAt !== null)),
      'exactly what is completed has ended',
    ],
  );
}

/** Numbers start at 1 and are never used twice. */
function brokenNumbers(state: MemoryState): readonly string[] {
  return state.all('project').flatMap((project) => {
    const numbers = state
      .all('issue')
      .filter((issue) => issue.project === project.id)
      .map(({ number }) => number);
    return broken(
      [new Set(numbers).size < numbers.length, `${project.key}: a number stands twice`],
      [numbers.some((number) => number < 1), `${project.key}: a number below 1`],
      [
        numbers.some((number) => number >= project.nextNumber),
        `${project.key}: a number that will be given again`,
      ],
    );
  });
}

function brokenParts(state: MemoryState): readonly string[] {
  const isGone = (id: IssueId) => state.get('issue', id) === undefined;
  return broken(
    [state.all('comment').some(({ issue }) => isGone(issue)), 'a comment on no issue'],
    [state.all('comment').some(({ content }) => isBlank(content)), 'an empty comment'],
    [state.all('assignment').some(({ issue }) => isGone(issue)), 'an assignment of no issue'],
    [state.all('attachment').some(({ issue }) => isGone(issue)), 'a file at no issue'],
    [
      state.all('attachment').some(({ issue, comment }) => {
        return comment !== null && state.get('comment', comment)?.issue !== issue;
      }),
      'a file at a comment that its issue does not have',
    ],
    [state.all('notification').some(({ issue }) => isGone(issue)), 'a notification of no issue'],
    [
      state.all('notification').some(({ actor, recipient }) => actor === recipient),
      'somebody is notified of what they did',
    ],
  );
}

function brokenRelations(state: MemoryState): readonly string[] {
  const all = state.all('relation');
  // `relates` reads the same from both ends.
  const said = all.map(({ issue, other, kind }) => {
    return `${kind} ${(kind === 'relates' ? [issue, other].sort() : [issue, other]).join(' ')}`;
  });
  const isGone = (id: IssueId) => state.get('issue', id) === undefined;
  return broken(
    [all.some(({ issue, other }) => issue === other), 'an issue is related to itself'],
    [all.some(({ issue, other }) => isGone(issue) || isGone(other)), 'a relation of no issue'],
    [new Set(said).size < said.length, 'a relation stands twice'],
  );
}

function brokenViews(state: MemoryState): readonly string[] {
  return broken(
    [state.all('view').some(({ query }) => !parse(query).ok), 'a view whose query does not parse'],
    [
      state.all('view').some(({ owner }) => state.get('user', owner) === undefined),
      'a view that nobody owns',
    ],
  );
}
