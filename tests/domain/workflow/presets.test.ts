import { describe, expect, it } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import type { Issue, Resolution } from '#domain/issue/issue.ts';
import { ROLES, type Role, type User } from '#domain/user/user.ts';
import { checkWorkflow } from '#domain/workflow/check-workflow.ts';
import { judgeTransition } from '#domain/workflow/judge-transition.ts';
import { openMoves } from '#domain/workflow/open-moves.ts';
import { PRESETS, type PresetName } from '#domain/workflow/presets.ts';
import { anIssue, aProject, aUser, aWorkflow, idOf } from '#tests/support/rows.ts';

/*
 * The three tables of spec/domain.md, "The state machine", as the spec words them. What follows
 * walks every cell: from × to × actor (role × relation) × assignee × note × resolution.
 */
const SPEC: Readonly<Record<PresetName, string>> = {
  standard: `
    open        → in_progress | Start   | assignee, manager, admin | assignee
    in_progress → resolved    | Resolve | assignee, manager, admin | assignee, resolutionNote
    resolved    → closed      | Close   | reporter, manager, admin |
    resolved    → in_progress | Reopen  | reporter, manager, admin | assignee
    open        → resolved    | Decline | manager, admin           | resolutionNote, notFixed`,
  'admin-led': `
    open        → in_progress | Start   | admin                    | assignee
    in_progress → resolved    | Resolve | admin, member            | resolutionNote
    resolved    → closed      | Close   | admin                    |`,
  'owner-led': `
    open        → in_progress | Start   | assignee                 | assignee
    in_progress → resolved    | Resolve | assignee                 |
    resolved    → closed      | Close   | reporter, admin          |
    resolved    → in_progress | Reopen  | reporter                 |`,
};

const CATEGORY = {
  open: 'todo',
  in_progress: 'doing',
  resolved: 'done',
  closed: 'closed',
} as const;
type Status = keyof typeof CATEGORY;
const STATUSES = Object.keys(CATEGORY) as Status[];
const PRESET_NAMES = Object.keys(SPEC) as PresetName[];

interface Line {
  readonly name: string;
  readonly who: readonly string[];
  readonly guards: readonly string[];
}

function specOf(preset: PresetName): ReadonlyMap<string, Line> {
  const list = (part = '') =>
    part
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
  return new Map(
    SPEC[preset]
      .trim()
      .split('\n')
      .map((line) => {
        const [pair = '', name = '', who, guards] = line.split('|');
        const key = pair.replaceAll(' ', '');
        return [key, { name: name.trim(), who: list(who), guards: list(guards) }];
      }),
  );
}

const RELATIONS = ['none', 'reporter', 'assignee', 'both'] as const;
const NOTES = ['none', 'brought', 'held', 'blank'] as const;
const RESOLUTIONS: readonly (Resolution | undefined)[] = [undefined, 'fixed', 'wont_fix'];
const OTHER = idOf<UserId>('other');

interface Cell {
  readonly from: Status;
  readonly role: Role;
  readonly relation: (typeof RELATIONS)[number];
  /** Whether somebody else holds it where the actor does not. */
  readonly held: boolean;
  readonly note: (typeof NOTES)[number];
  readonly resolution: Resolution | undefined;
}

const CELLS: readonly Cell[] = STATUSES.flatMap((from) =>
  ROLES.flatMap((role) =>
    RELATIONS.flatMap((relation) =>
      [true, false].flatMap((held) =>
        NOTES.flatMap((note) =>
          RESOLUTIONS.map((resolution) => ({ from, role, relation, held, note, resolution })),
        ),
      ),
    ),
  ),
);

function sceneOf({ from, role, relation, held, note, resolution }: Cell) {
  const actor = aUser({ username: 'actor', role });
  const isAssignee = relation === 'assignee' || relation === 'both';
  const issue = anIssue({
    status: from,
    category: CATEGORY[from],
    reporter: relation === 'reporter' || relation === 'both' ? actor.id : OTHER,
    assignee: isAssignee ? actor.id : held ? OTHER : null,
    resolutionNote: note === 'held' ? 'Fixed in the parser.' : null,
  });
  const resolutionNote = note === 'brought' ? 'Fixed.' : note === 'blank' ? ' \n' : undefined;
  return { actor, issue, brought: { resolution, resolutionNote } };
}

function isNamedIn(line: Line, actor: User, issue: Issue): boolean {
  return line.who.some(
    (word) =>
      word === 'member' ||
      word === actor.role ||
      (word === 'assignee' && issue.assignee === actor.id) ||
      (word === 'reporter' && issue.reporter === actor.id),
  );
}

function lackingIn(line: Line, cell: Cell, issue: Issue): readonly string[] {
  const holds: Readonly<Record<string, boolean>> = {
    assignee: issue.assignee !== null,
    resolutionNote: cell.note === 'brought' || cell.note === 'held',
    notFixed: cell.resolution === 'wont_fix',
  };
  return line.guards.filter((guard) => !holds[guard]);
}

describe.each(PRESET_NAMES)('the preset %s', (preset) => {
  const spec = specOf(preset);
  const workflow = aWorkflow(preset);

  it('has the four states, begins open, and is sound', () => {
    expect(workflow.states.map(({ name, category }) => [name, category])).toEqual(
      Object.entries(CATEGORY),
    );
    expect(workflow.initial).toBe('open');
    expect(checkWorkflow(PRESETS[preset])).toEqual([]);
  });

  it('names its transitions as the spec does', () => {
    const names = workflow.transitions.map(({ from, to, name }) => [`${from}→${to}`, name]);
    expect(new Map(names as [string, string][])).toEqual(
      new Map([...spec].map(([pair, { name }]) => [pair, name])),
    );
  });

  it.each(STATUSES)('judges every move to %s, cell by cell', (to) => {
    for (const cell of CELLS) {
      const { actor, issue, brought } = sceneOf(cell);
      const line = spec.get(`${cell.from}→${to}`);
      const missing = line === undefined ? [] : lackingIn(line, cell, issue);
      const expected =
        line === undefined
          ? 'INVALID_TRANSITION'
          : !isNamedIn(line, actor, issue)
            ? 'TRANSITION_FORBIDDEN'
            : missing.length > 0
              ? `GUARD_FAILED ${missing.join(' ')}`
              : `moves by ${line.name} to ${CATEGORY[to]}`;
      const judged = judgeTransition({ issue, workflow, actor, from: cell.from, to, brought });
      expect([cell, summary(judged)]).toEqual([cell, expected]);
    }
  });

  it('opens exactly the moves that this judgement would let through, once asked for what they bring', () => {
    for (const cell of CELLS.filter(({ note, resolution }) => note === 'none' && !resolution)) {
      const { actor, issue } = sceneOf(cell);
      const moves = openMoves({ issue, project: aProject(), workflow, actor });
      expect(moves.map(({ to }) => to)).toEqual(STATUSES.filter((to) => to !== cell.from));
      for (const move of moves) {
        const judged = judgeTransition({
          issue,
          workflow,
          actor,
          from: cell.from,
          to: move.to,
          brought: { resolution: 'wont_fix', resolutionNote: 'Not a fault.' },
        });
        const unheld = summary(judged) === 'GUARD_FAILED assignee';
        const expected = judged.outcome === 'moves' || (unheld && mayAssign(preset, actor, issue));
        expect([cell, move.to, move.open]).toEqual([cell, move.to, expected]);
        expect(move.reason === null).toBe(move.open);
      }
    }
  });
});

function summary(judged: ReturnType<typeof judgeTransition>): string {
  if (judged.outcome === 'moves') {
    return `moves by ${judged.transition.name} to ${judged.state.category}`;
  }
  if (judged.outcome === 'already') return 'already';
  const { code, details } = judged.rejection;
  const missing = (details as { readonly missing?: readonly string[] } | undefined)?.missing;
  return missing === undefined ? code : `${code} ${missing.join(' ')}`;
}

/** The rule of assigning for an issue that nobody has, in the words of the spec. */
function mayAssign(preset: PresetName, actor: User, issue: Issue): boolean {
  switch (preset) {
    case 'standard':
      return true; // Whoever sees it takes an unassigned one.
    case 'admin-led':
      return actor.role === 'admin';
    case 'owner-led':
      return issue.reporter === actor.id;
  }
}
