import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { can } from '#domain/permissions.ts';
import { judgeTransition } from '#domain/workflow/judge-transition.ts';
import { PRESETS, type PresetName } from '#domain/workflow/presets.ts';
import { loadRows } from '#store/load-rows.ts';
import { DATABASES, type Person, startServer, type TestServer } from '#tests/support/server.ts';

/*
 * Every cell of the three workflows over HTTP: from × to × who × whether somebody is assigned × what
 * is brought along. What must come of each, the domain says (tests/domain/workflow holds it against
 * the tables of the specification).
 */

const PEOPLE = ['admin', 'manager', 'reporter', 'assignee', 'developer', 'tester'] as const;
type Who = (typeof PEOPLE)[number];

const BROUGHT = [
  {},
  { resolutionNote: 'Done.' },
  { resolution: 'wont_fix' },
  { resolution: 'wont_fix', resolutionNote: 'Not now.' },
] as const;

/** Only what resolves an issue asks for what is brought along. */
const NOTHING = BROUGHT.slice(0, 1);

describe.each(DATABASES)('moves over HTTP, on %s', (database) => {
  let server: TestServer;
  let people: Readonly<Record<Who, Person>>;
  let severity: string;
  const projects = new Map<PresetName, string>();
  beforeAll(async () => {
    server = await startServer(database);
    people = {
      admin: server.admin,
      manager: await server.person('manager'),
      reporter: await server.person('tester', 'rita'),
      assignee: await server.person('developer', 'dora'),
      developer: await server.person('developer'),
      tester: await server.person('tester'),
    };
    severity = (await server.admin.get('/api/severities')).body.data[0].id;
    const workflows: { id: string; name: PresetName }[] = (await server.admin.get('/api/workflows'))
      .body.data;
    for (const [index, { id: workflow, name }] of workflows.entries()) {
      const id = server.engine.clock.newId();
      await server.run('project.create', { id, key: `FLOW${index}`, name, workflow });
      projects.set(name, id);
    }
  });
  afterAll(() => server.close());

  /** An issue in this state, reported by the reporter where the workflow lets them. */
  async function issueIn(preset: PresetName, status: string, assigned: boolean): Promise<string> {
    const id = server.engine.clock.newId();
    const project = projects.get(preset);
    const fields = { id, project, severity, title: 'It fails', description: 'So it is.' };
    const owner = people[preset === 'admin-led' ? 'admin' : 'reporter'].id;
    await server.run('issue.create', fields, owner);
    await server.run('issue.assign', { issue: id, assignee: people.assignee.id }, owner);
    for (const to of PATHS[status] ?? []) await move(id, to);
    const { read } = server.engine.store;
    if (!assigned) await server.run('issue.unassign', { issue: id }, owner);
    const row = await read
      .selectFrom('issue')
      .innerJoin('state', 'state.n', 'issue.status')
      .select('state.name')
      .where('issue.id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.name).toBe(status);
    return id;
  }

  /** By whoever may. */
  async function move(issue: string, to: string): Promise<void> {
    for (const who of PEOPLE) {
      const body = { to, ...(to === 'resolved' ? { resolutionNote: 'Done.' } : {}) };
      if ((await people[who].post(`/api/issues/${issue}/transition`, body)).status === 200) return;
    }
    throw new Error(`Nobody can move it to ${to}.`);
  }

  /** What the domain says of the move: null where it is made, else the code. */
  async function expected(issue: string, who: Who, to: string, brought: object) {
    const { store } = server.engine;
    const { rows } = await loadRows(store.read, store.dialect, {
      rows: { issue: [issue], user: [people[who].id] },
    });
    const row = rows.issue.find(({ id }) => id === issue);
    const actor = rows.user.find(({ id }) => id === people[who].id);
    const project = rows.project.find(({ id }) => id === row?.project);
    const workflow = rows.workflow.find(({ id }) => id === project?.workflow);
    if (!row || !actor || !project || !workflow) throw new Error('The issue is not there.');
    expect(can(actor, 'issue.move', { project, issue: row }).ok).toBe(true);
    const wish = { issue: row, workflow, actor, from: row.status, to, brought };
    const judged = judgeTransition(wish);
    return judged.outcome === 'refused' ? judged.rejection.code : null;
  }

  test.each(Object.keys(PRESETS) as PresetName[])(
    '%s',
    async (preset) => {
      const states = PRESETS[preset].states.map(({ name }) => name);
      const differences: string[] = [];
      let cells = 0;
      for (const from of states) {
        for (const assigned of from === 'open' ? [true, false] : [true]) {
          let issue = await issueIn(preset, from, assigned);
          for (const to of states) {
            for (const who of PEOPLE) {
              for (const brought of to === 'resolved' ? BROUGHT : NOTHING) {
                const code = await expected(issue, who, to, brought);
                const body = { to, ...brought };
                const answer = await people[who].post(`/api/issues/${issue}/transition`, body);
                const told = answer.status === 200 ? null : answer.body.error.code;
                const status = code === null ? 200 : 400;
                cells += 1;
                if (told !== code || answer.status !== status) {
                  const cell = `${from} → ${to}, ${who}, ${JSON.stringify(brought)}`;
                  differences.push(`${cell}: ${answer.status} ${told} instead of ${code}`);
                }
                if (answer.status === 200) issue = await issueIn(preset, from, assigned);
              }
            }
          }
        }
      }
      expect(differences).toEqual([]);
      expect(cells).toBe(
        (states.length + 1) * PEOPLE.length * (states.length - 1 + BROUGHT.length),
      );
    },
    120_000,
  );
});

const PATHS: Readonly<Record<string, readonly string[]>> = {
  open: [],
  in_progress: ['in_progress'],
  resolved: ['in_progress', 'resolved'],
  closed: ['in_progress', 'resolved', 'closed'],
};
