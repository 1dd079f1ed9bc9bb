import { describe, expect, it } from 'vitest';
import type { ProjectId, UserId } from '#domain/ids.ts';
import {
  type Action,
  can,
  isAdminLed,
  isMember,
  seesIssue,
  seesProject,
} from '#domain/permissions.ts';
import { ROLES, type Role } from '#domain/user/user.ts';
import type { PresetName } from '#domain/workflow/presets.ts';
import {
  aNotification,
  anIssue,
  aProject,
  aUser,
  aView,
  aWorkflow,
  idOf,
} from '#tests/support/rows.ts';

/*
 * The table of spec/domain.md, "Permissions", written out by hand. A row of `y` and `n` has one cell
 * for each column of its head, so it can be held against the spec without running anything.
 */

type Cells = Readonly<Record<string, readonly boolean[]>>;

/** `name | y n y …` a line; the first line is a head that only people read. */
function table(text: string): Cells {
  const lines = text.trim().split('\n').slice(1);
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...cells] = line
        .split('|')
        .flatMap((part, index) => (index === 0 ? [part.trim()] : part.trim().split(/\s+/)));
      return [name, cells.map((cell) => cell === 'y')];
    }),
  );
}

const RELATIONS = ['none', 'reporter', 'assignee', 'author'] as const;
type Relation = (typeof RELATIONS)[number];

const OTHER = idOf<UserId>('other');

function actorOf(role: Role) {
  return aUser({ username: role, role });
}

function issueFor(actor: { readonly id: UserId }, relation: Relation, confidential = false) {
  return anIssue({
    reporter: relation === 'reporter' ? actor.id : OTHER,
    assignee: relation === 'assignee' ? actor.id : OTHER,
    confidential,
    status: 'in_progress',
    category: 'doing',
  });
}

// role:        admin      | manager    | developer  | tester
// relation:    none, reporter, assignee, author of the part
const ON_ISSUES = table(`
action                   | - R A W  | - R A W  | - R A W  | - R A W
issue.see                | y y y y  | y y y y  | y y y y  | y y y y
issue.comment            | y y y y  | y y y y  | y y y y  | y y y y
issue.watch              | y y y y  | y y y y  | y y y y  | y y y y
issue.attach             | y y y y  | y y y y  | y y y y  | y y y y
issue.relate             | y y y y  | y y y y  | y y y y  | y y y y
issue.move               | y y y y  | y y y y  | y y y y  | y y y y
issue.edit               | y y y y  | y y y y  | n y y n  | n y y n
issue.mark-confidential  | y y y y  | y y y y  | n y y n  | n y y n
issue.lift-confidential  | y y y y  | y y y y  | n n n n  | n n n n
issue.write-note         | y y y y  | y y y y  | n n y n  | n n y n
issue.assign             | y y y y  | y y y y  | n y n n  | n y n n
issue.delete             | y y y y  | n y n n  | n y n n  | n y n n
bug.remove               | y y y y  | n n n y  | n n n y  | n n n y
relation.remove          | y y y y  | y y y y  | n y y y  | n y y y
attachment.remove        | y y y y  | n n n y  | n n n y  | n n n y
comment.edit             | n n n y  | n n n y  | n n n y  | n n n y
comment.delete           | n n n y  | n n n y  | n n n y  | n n n y
`);

const ISSUE_ACTIONS = [
  'issue.see',
  'issue.comment',
  'issue.watch',
  'issue.attach',
  'issue.relate',
  'issue.move',
  'issue.edit',
  'issue.mark-confidential',
  'issue.lift-confidential',
  'issue.write-note',
  'issue.assign',
  'issue.delete',
  'bug.remove',
  'relation.remove',
  'attachment.remove',
  'comment.edit',
  'comment.delete',
] as const satisfies readonly Action[];

// Who sees an issue at all: the project first, then confidential narrows.
const SIGHT = table(`
project listed issue relation         | admin manager developer tester
public  no  plain  none               | y y y y
public  no  plain  reporter           | y y y y
public  no  plain  assignee           | y y y y
public  no  plain  author             | y y y y
public  no  secret none               | y y n n
public  no  secret reporter           | y y y y
public  no  secret assignee           | y y y y
public  no  secret author             | y y n n
public  yes plain  none               | y y y y
public  yes plain  reporter           | y y y y
public  yes plain  assignee           | y y y y
public  yes plain  author             | y y y y
public  yes secret none               | y y n n
public  yes secret reporter           | y y y y
public  yes secret assignee           | y y y y
public  yes secret author             | y y n n
private no  plain  none               | y n n n
private no  plain  reporter           | y n n n
private no  plain  assignee           | y n n n
private no  plain  author             | y n n n
private no  secret none               | y n n n
private no  secret reporter           | y n n n
private no  secret assignee           | y n n n
private no  secret author             | y n n n
private yes plain  none               | y y y y
private yes plain  reporter           | y y y y
private yes plain  assignee           | y y y y
private yes plain  author             | y y y y
private yes secret none               | y y n n
private yes secret reporter           | y y y y
private yes secret assignee           | y y y y
private yes secret author             | y y n n
`);

interface Cell {
  readonly sight: string;
  readonly role: Role;
  readonly relation: Relation;
  readonly seen: boolean;
  /** Column in a table of role × relation. */
  readonly column: number;
}

const CELLS: readonly Cell[] = Object.entries(SIGHT).flatMap(([sight, seen]) =>
  ROLES.map((role, index): Cell => {
    const relation = RELATIONS.find((one) => sight.endsWith(one));
    if (relation === undefined) throw new Error(`No relation in “${sight}”.`);
    const column = index * RELATIONS.length + RELATIONS.indexOf(relation);
    return { sight, role, relation, seen: seen[index] === true, column };
  }),
);

function scene({ sight, role, relation }: Cell, preset: PresetName = 'standard') {
  const actor = actorOf(role);
  const project = aProject({
    visibility: sight.startsWith('private') ? 'private' : 'public',
    members: / yes /.test(sight) ? [actor.id] : [],
  });
  const issue = issueFor(actor, relation, / secret /.test(sight));
  const author = relation === 'author' ? actor.id : OTHER;
  return { actor, subject: { project, issue, workflow: aWorkflow(preset), author } };
}

describe('what may be done to an issue', () => {
  it('names every role, relation, visibility and confidentiality', () => {
    expect(CELLS).toHaveLength(4 * 4 * 2 * 2 * 2);
  });

  it.each(ISSUE_ACTIONS)('%s, in every cell', (action) => {
    const row = ON_ISSUES[action];
    expect(row).toHaveLength(16);
    for (const cell of CELLS) {
      const { actor, subject } = scene(cell);
      const expected = cell.seen && row?.[cell.column];
      expect([cell.sight, cell.role, can(actor, action, subject).ok]).toEqual([
        cell.sight,
        cell.role,
        expected,
      ]);
    }
  });

  it('sees exactly what the table of sight says', () => {
    for (const cell of CELLS) {
      const { actor, subject } = scene(cell);
      expect([cell.sight, cell.role, seesIssue(actor, subject.project, subject.issue)]).toEqual([
        cell.sight,
        cell.role,
        cell.seen,
      ]);
    }
  });
});

describe('assigning, by who the new assignee is', () => {
  // The issue is held by nobody, by the actor, or by another; it goes to the actor, another, nobody.
  const OWN = table(`
holder and new assignee  | admin manager developer tester
nobody  to me            | y y y y
nobody  to another       | y y n n
another to me            | y y n n
another to nobody        | y y n n
me      to nobody        | y y y y
me      to another       | y y n n
me      to me            | y y n n
`);

  it.each(Object.entries(OWN))('%s', (name, row) => {
    const [holder, , target] = name.split(/\s+/);
    for (const [index, role] of ROLES.entries()) {
      const actor = actorOf(role);
      const who = { me: actor.id, another: OTHER, nobody: null };
      const assignee = holder === 'me' ? who.me : holder === 'another' ? who.another : null;
      const to = target === 'me' ? who.me : target === 'another' ? who.another : null;
      const issue = anIssue({ reporter: OTHER, assignee });
      const subject = { project: aProject(), workflow: aWorkflow(), issue, to };
      expect([role, can(actor, 'issue.assign', subject).ok]).toEqual([role, row[index]]);
    }
  });

  it('is for the workflow to say, taking and handing back too, where it says anything', () => {
    const tester = actorOf('tester');
    const project = aProject();
    const workflow = aWorkflow('admin-led');
    const free = anIssue({ reporter: OTHER });
    const held = anIssue({ reporter: OTHER, assignee: tester.id });
    const take = { project, workflow, issue: free, to: tester.id };
    const back = { project, workflow, issue: held, to: null };
    expect(can(tester, 'issue.assign', take)).toEqual({
      ok: false,
      reason: 'Only admins can assign this issue.',
    });
    expect(can(tester, 'issue.assign', back).ok).toBe(false);
  });
});

describe("a workflow's own permissions", () => {
  // Columns as in ON_ISSUES.
  const BY_WORKFLOW: Readonly<Record<'admin-led' | 'owner-led', Cells>> = {
    'admin-led': table(`
action            | - R A W | - R A W | - R A W | - R A W
issue.edit        | y y y y | n n n n | n n n n | n n n n
issue.assign      | y y y y | n n n n | n n n n | n n n n
issue.delete      | y y y y | n n n n | n n n n | n n n n
relation.remove   | y y y y | n n n y | n n n y | n n n y
issue.write-note  | y y y y | y y y y | y y y y | y y y y
`),
    'owner-led': table(`
action            | - R A W | - R A W | - R A W | - R A W
issue.edit        | n y y n | n y y n | n y y n | n y y n
issue.assign      | n y y n | n y y n | n y y n | n y y n
issue.delete      | y y y y | n y n n | n y n n | n y n n
relation.remove   | n y y y | n y y y | n y y y | n y y y
issue.write-note  | n n y n | n n y n | n n y n | n n y n
`),
  };
  const GOVERNED = [
    ...(['issue.edit', 'issue.assign', 'issue.delete'] as const),
    ...(['issue.write-note', 'relation.remove'] as const),
  ];

  for (const preset of ['admin-led', 'owner-led'] as const) {
    it.each(GOVERNED)(`${preset}: %s, in every cell`, (action) => {
      for (const cell of CELLS) {
        const { actor, subject } = scene(cell, preset);
        const expected = cell.seen && BY_WORKFLOW[preset][action]?.[cell.column];
        expect([cell.sight, cell.role, can(actor, action, subject).ok]).toEqual([
          cell.sight,
          cell.role,
          expected,
        ]);
      }
    });
  }

  it.each([
    ['standard', [true, true, true, true]],
    ['admin-led', [true, false, false, false]],
    ['owner-led', [true, true, true, true]],
  ] as const)('%s: who creates issues', (preset, expected) => {
    const subject = { project: aProject(), workflow: aWorkflow(preset) };
    expect(ROLES.map((role) => can(actorOf(role), 'issue.create', subject).ok)).toEqual(expected);
  });

  it.each([
    ['standard', [true, true, false, false]],
    ['admin-led', [true, false, false, false]],
    ['owner-led', [true, true, false, false]],
  ] as const)('%s as the default: who creates projects', (preset, expected) => {
    const subject = { defaultWorkflow: aWorkflow(preset) };
    expect(ROLES.map((role) => can(actorOf(role), 'project.create', subject).ok)).toEqual(expected);
  });

  it('makes a workflow admin-led by what it says, whatever its name', () => {
    expect(isAdminLed(aWorkflow('admin-led', { name: 'House rules' }))).toBe(true);
    expect(isAdminLed(aWorkflow('standard', { name: 'admin-led' }))).toBe(false);
    expect(isAdminLed({ permissions: { create: ['admin', 'manager'] } })).toBe(false);
    expect(isAdminLed({ permissions: { create: [] } })).toBe(false);
  });
});

describe('projects and their rules', () => {
  const ON_PROJECTS = table(`
action                | public: adm man dev tes | private: adm man dev tes | listed: adm man dev tes
project.see           | y y y y                 | y n n n                  | y y y y
project.edit          | y y n n                 | y n n n                  | y y n n
project.set-members   | y y n n                 | y n n n                  | y y n n
project.archive       | y y n n                 | y n n n                  | y y n n
project.unarchive     | y y n n                 | y n n n                  | y y n n
rule.manage           | y y n n                 | y n n n                  | y y n n
issue.import          | y y n n                 | y n n n                  | y y n n
`);
  const ACTIONS = [
    'project.see',
    'project.edit',
    'project.set-members',
    'project.archive',
    'project.unarchive',
    'rule.manage',
    'issue.import',
  ] as const satisfies readonly Action[];

  it.each(ACTIONS)('%s', (action) => {
    const got = (['public', 'private', 'listed'] as const).flatMap((kind) =>
      ROLES.map((role) => {
        const actor = actorOf(role);
        const members = kind === 'listed' ? [actor.id] : [];
        const visibility = kind === 'public' ? 'public' : 'private';
        return can(actor, action, { project: aProject({ visibility, members }) }).ok;
      }),
    );
    expect(got).toEqual(ON_PROJECTS[action]);
  });

  it('creates issues only where the project is seen', () => {
    const workflow = aWorkflow();
    const project = aProject({ visibility: 'private' });
    const got = ROLES.map((role) => can(actorOf(role), 'issue.create', { project, workflow }).ok);
    expect(got).toEqual([true, false, false, false]);
  });
});

describe('the lists of the workspace', () => {
  const ON_LISTS = table(`
action             | adm man dev tes
severity.create    | y y n n
tag.create         | y y y y
tag.edit           | y y n n
tag.delete         | y y n n
workflow.manage    | y n n n
user.create        | y n n n
view.create        | y y y y
`);
  const ACTIONS = [
    'severity.create',
    'tag.create',
    'tag.edit',
    'tag.delete',
    'workflow.manage',
    'user.create',
    'view.create',
  ] as const satisfies readonly Action[];

  it.each(ACTIONS)('%s', (action) => {
    expect(ROLES.map((role) => can(actorOf(role), action, {}).ok)).toEqual(ON_LISTS[action]);
  });

  const OWNED = table(`
action and owner           | adm man dev tes
severity.edit     another  | y n n n
severity.edit     me       | y y y y
severity.edit     nobody   | y n n n
severity.delete   another  | y n n n
severity.delete   me       | y y y y
severity.delete   nobody   | y n n n
`);
  it.each(Object.entries(OWNED))('%s', (name, row) => {
    const action = name.startsWith('severity.edit') ? 'severity.edit' : 'severity.delete';
    const got = ROLES.map((role) => {
      const actor = actorOf(role);
      const author = name.endsWith('me') ? actor.id : name.endsWith('nobody') ? null : OTHER;
      return can(actor, action, { author }).ok;
    });
    expect(got).toEqual(row);
  });

  const PEOPLE = table(`
action             | another: adm man dev tes | oneself: adm man dev tes
user.edit-profile  | y n n n                  | y y y y
user.set-password  | y n n n                  | y y y y
user.administer    | y n n n                  | y n n n
`);
  it.each(['user.edit-profile', 'user.set-password', 'user.administer'] as const)(
    '%s',
    (action) => {
      const another = aUser({ username: 'other' });
      const others = ROLES.map((role) => can(actorOf(role), action, { user: another }).ok);
      const own = ROLES.map((role) => can(actorOf(role), action, { user: actorOf(role) }).ok);
      expect([...others, ...own]).toEqual(PEOPLE[action]);
    },
  );

  const VIEWS = table(`
action and view             | adm man dev tes
view.see     another own    | n n n n
view.see     another shared | y y y y
view.see     me      own    | y y y y
view.see     me      shared | y y y y
view.edit    another own    | n n n n
view.edit    another shared | n n n n
view.edit    me      own    | y y y y
view.edit    me      shared | y y y y
view.delete  another own    | n n n n
view.delete  another shared | y n n n
view.delete  me      own    | y y y y
view.delete  me      shared | y y y y
`);
  it.each(Object.entries(VIEWS))('%s', (name, row) => {
    const action = (['view.see', 'view.edit', 'view.delete'] as const).find((one) =>
      name.startsWith(one),
    );
    if (action === undefined) throw new Error(`No action in “${name}”.`);
    const got = ROLES.map((role) => {
      const actor = actorOf(role);
      const owner = / me /.test(name) ? actor.id : OTHER;
      return can(actor, action, { view: aView({ owner, shared: name.endsWith('shared') }) }).ok;
    });
    expect(got).toEqual(row);
  });

  it('gives a notification to its recipient alone', () => {
    for (const role of ROLES) {
      const actor = actorOf(role);
      const own = aNotification({ recipient: actor.id });
      expect(can(actor, 'notification.read', { notification: own }).ok).toBe(true);
      expect(can(actor, 'notification.read', { notification: aNotification() }).ok).toBe(false);
    }
  });
});

describe('an archived project', () => {
  const admin = actorOf('admin');
  const project = aProject({ archived: true });
  const issue = { ...issueFor(admin, 'reporter'), assignee: admin.id };
  const subject = { project, issue, workflow: aWorkflow(), author: admin.id };

  it.each(ISSUE_ACTIONS.filter((action) => action !== 'issue.see'))('refuses %s', (action) => {
    expect(can(admin, action, subject)).toEqual({
      ok: false,
      reason: 'Payments is archived. Unarchive it to change anything in it.',
    });
  });

  it.each([
    'project.edit',
    'project.set-members',
    'project.archive',
    'rule.manage',
    'issue.import',
  ] as const)('refuses %s', (action) => {
    expect(can(admin, action, { project }).ok).toBe(false);
  });

  it('is seen, and can be opened again', () => {
    expect(can(admin, 'project.see', { project }).ok).toBe(true);
    expect(can(admin, 'issue.see', { project, issue }).ok).toBe(true);
    expect(can(admin, 'project.unarchive', { project }).ok).toBe(true);
  });
});

describe('who is who', () => {
  it('lets a blocked person do nothing', () => {
    const blocked = aUser({ username: 'gone', role: 'admin', blocked: true });
    expect(can(blocked, 'tag.create', {}).ok).toBe(false);
    expect(can(blocked, 'project.see', { project: aProject() }).ok).toBe(false);
  });

  it('counts as a member whoever sees the project and is not blocked', () => {
    const ana = aUser({ username: 'ana' });
    const hidden = aProject({ visibility: 'private', id: idOf<ProjectId>('SEC') });
    expect(isMember(ana, aProject())).toBe(true);
    expect(isMember({ ...ana, blocked: true }, aProject())).toBe(false);
    expect(isMember(ana, hidden)).toBe(false);
    expect(isMember(ana, { ...hidden, members: [ana.id] })).toBe(true);
    expect(seesProject({ ...ana, role: 'admin' }, hidden)).toBe(true);
  });

  it('writes the note beforehand only while the issue is being worked on', () => {
    const admin = actorOf('admin');
    const subject = { project: aProject(), workflow: aWorkflow(), issue: anIssue() };
    expect(can(admin, 'issue.write-note', subject)).toEqual({
      ok: false,
      reason: 'The resolution note is written while the issue is being worked on, or on resolving.',
    });
  });

  it('says who may', () => {
    const tester = actorOf('tester');
    const subject = { project: aProject(), workflow: aWorkflow(), issue: anIssue() };
    expect(can(tester, 'issue.edit', subject)).toEqual({
      ok: false,
      reason: 'Only the assignee, the reporter, managers and admins can edit this issue.',
    });
    const nobody = aWorkflow('standard', { permissions: { delete: [] } });
    expect(can(tester, 'issue.delete', { ...subject, workflow: nobody })).toEqual({
      ok: false,
      reason: 'Nobody can delete this issue.',
    });
  });
});
