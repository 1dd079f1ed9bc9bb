import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { told } from '#tests/support/graph.ts';
import { DATABASES, type Person, startServer, type TestServer } from '#tests/support/server.ts';

const ISSUES = 100;
const COMMENTS = 5;

const LIST = `query ($first: Int) { issues(first: $first, sort: "key") { totalCount nodes {
  key assignee { username } reporter { username } severity { level } tags { name }
  comments(first: ${COMMENTS}) { nodes { content author { username } } } } } }`;

/** Everything that is read beside an issue, and beside what that names. */
const DEEP = `query ($first: Int) { issues(first: $first, sort: "key") { nodes {
  assignee { role } reporter { role } severity { issueCount } tags { issueCount }
  project { openCount workflow { states { name } } }
  relations { other { title status assignee { username } } } attachments { name }
  comments(last: 2) { totalCount nodes { author { role } issue { key } } } } } }`;

const NESTED = `query ($first: Int) { projects(first: $first) { nodes {
  key workflow { name } members { username role }
  issues(first: 3) { key severity { level } comments(first: 2) { nodes { author { role } } } } } } }`;

describe.each(DATABASES)('how many statements GraphQL takes on %s', (database) => {
  let server: TestServer;
  let tim: Person;

  beforeAll(async () => {
    server = await startServer(database);
    const dev = await server.person('developer', 'dev');
    tim = await server.person('tester', 'tim');
    const { newId } = server.engine.clock;
    const { severities } = await told(tim, '{ severities { id } }');
    const tag = newId();
    const projects = Array.from({ length: 12 }, newId);
    const give = async (commands: readonly { name: string; args: object }[], as: Person = tim) => {
      const given = commands.map((command) => ({ id: newId(), ...command }));
      const { body } = await as.post('/api/commands', { commands: given, atomic: true });
      expect(body.data.every(({ outcome }: { outcome: string }) => outcome === 'accepted')).toBe(
        true,
      );
    };
    await give(
      [
        { name: 'tag.create', args: { id: tag, name: 'ui', colour: '#3366ff' } },
        ...projects.map((id, index) => ({
          name: 'project.create',
          args: { id, key: `P${String.fromCharCode(65 + index)}`, name: 'A project' },
        })),
      ],
      server.admin,
    );
    const issues = Array.from({ length: ISSUES }, (_, index) => ({
      id: newId(),
      project: projects[index % projects.length],
      severity: severities[index % severities.length].id,
    }));
    await give(
      issues.map((issue, index) => ({
        name: 'issue.create',
        args: {
          ...issue,
          title: `Fault ${index}`,
          description: 'It fails.',
          tags: [tag],
          assignee: dev.id,
        },
      })),
      server.admin,
    );
    for (let round = 0; round < COMMENTS; round += 1) {
      await give(
        issues.map(({ id }) => ({
          name: 'comment.add',
          args: { id: newId(), issue: id, content: `Number ${round}` },
        })),
      );
    }
    await give(
      issues.slice(1).map(({ id }, index) => ({
        name: 'issue.relate',
        args: { id: newId(), issue: id, other: issues[index]?.id, kind: 'relates' },
      })),
    );
  });
  afterAll(() => server.close());

  it.each([
    ['a list with five comments each', LIST, [1, 10, 100]],
    ['a list with all that its issues name', DEEP, [2, 10, 50]],
    ['projects with their newest issues and comments', NESTED, [1, 4, 12]],
  ])('is the same for %s, however long', async (_what, query, lengths) => {
    const counts: number[] = [];
    for (const first of lengths) {
      // What the server remembers of the data is there before.
      await told(tim, query, { first });
      counts.push(await server.statements(() => told(tim, query, { first })));
    }
    expect(new Set(counts).size, `statements: ${counts.join(', ')}`).toBe(1);
    expect(counts[0]).toBeLessThan(100);
    expect(counts[0]).toBeGreaterThan(3);
  });

  it('shows all of it', async () => {
    const { issues } = await told(tim, LIST, { first: 100 });
    expect(issues).toMatchObject({ totalCount: ISSUES });
    expect(issues.nodes).toHaveLength(ISSUES);
    for (const { assignee, tags, comments } of issues.nodes) {
      expect({ assignee, tags }).toEqual({ assignee: { username: 'dev' }, tags: [{ name: 'ui' }] });
      expect(comments.nodes.map(({ content }: { content: string }) => content)).toEqual(
        Array.from({ length: COMMENTS }, (_, round) => `Number ${round}`),
      );
    }
  });
});
