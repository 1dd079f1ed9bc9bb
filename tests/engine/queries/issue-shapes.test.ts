import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import type { Asker } from '#engine/asker.ts';
import { attachmentsOfIssues } from '#engine/queries/attachments.ts';
import { commentsOfIssues } from '#engine/queries/comments.ts';
import { readIssueShape, readIssueShapes } from '#engine/queries/issue-shapes.ts';
import { relationsOfIssues } from '#engine/queries/relations.ts';
import { type Begun, begin } from '#tests/support/begun.ts';

const SHA = 'a1'.repeat(32);

describe.each(['sqlite', 'postgres'] as const)('many issues whole on %s', (database) => {
  let begun: Begun;
  let dev: UserId;
  let tim: UserId;
  let original: string;
  let secret: string;
  let ids: readonly string[];

  beforeAll(async () => {
    begun = await begin(database);
    dev = await begun.person('dev', 'developer');
    tim = await begun.person('tim', 'tester');
    original = await begun.issue({ title: 'The original' });
    secret = await begun.issue({ title: 'Secret', confidential: true });
    const tag = begun.newId();
    await begun.run({ name: 'tag.create', args: { id: tag, name: 'ui', colour: '#105e92' } });
    const made: string[] = [];
    for (let n = 0; n < 100; n += 1) {
      const bug = { stepsToReproduce: `Do ${n}` };
      const issue = await begun.issue(
        { title: `Issue ${n}`, bug, tags: [tag], assignee: dev },
        tim,
      );
      made.push(issue);
      const file = { id: begun.newId(), issue, name: `${n}.png`, mime: 'image/png', size: n };
      const related = { id: begun.newId(), issue, other: original, kind: 'relates' };
      const said = (content: string) => ({
        name: 'comment.add',
        args: { id: begun.newId(), issue, content },
      });
      await begun.run(
        said(`First on ${n}`),
        said(`Second on ${n}`),
        said(`Third on ${n}`),
        { name: 'attachment.add', args: { ...file, sha256: SHA } },
        { name: 'issue.relate', args: related },
        {
          name: 'issue.transition',
          args: {
            issue,
            to: 'resolved',
            resolution: 'duplicate',
            resolutionNote: 'The same.',
            duplicateOf: n % 2 === 0 ? original : secret,
          },
        },
      );
    }
    ids = made;
  }, 120_000);
  afterAll(() => begun.close());

  test.each<readonly [string, (ids: readonly string[], asker: Asker) => Promise<unknown>]>([
    ['shapes', readIssueShapes],
    ['comments', (some, asker) => commentsOfIssues(some, { end: 'last', count: 2 }, asker)],
    ['files', attachmentsOfIssues],
    ['relations', relationsOfIssues],
  ])('reads %s of a hundred with as many statements as of one', async (_what, read) => {
    const one = await begun.statements(tim, (asker) => read(ids.slice(0, 1), asker));
    const hundred = await begun.statements(tim, (asker) => read(ids, asker));
    expect(one).toBeGreaterThan(0);
    expect(hundred).toBe(one);
  });

  test('answers in the order asked, each as it is read alone, what is unseen left out', async () => {
    const asker = await begun.asker(tim);
    const asked = [ids[7], secret, ids[3], begun.newId(), ids[7]].map((id) => id ?? '');
    const shapes = await readIssueShapes(asked, asker);
    expect(shapes.map(({ title }) => title)).toEqual(['Issue 7', 'Issue 3', 'Issue 7']);
    const alone = await readIssueShape(ids[7] ?? '', asker);
    expect(alone).toEqual({ ok: true, value: shapes[0] });
    expect(await readIssueShape('bug-1', asker)).toMatchObject({
      ok: true,
      value: { id: original, key: 'BUG-1' },
    });
    expect(await readIssueShape('BUG-2', asker)).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    });
  });

  test('shapes everything that an issue names', async () => {
    const [shape] = await readIssueShapes(ids.slice(2, 3), await begun.asker(tim));
    expect(shape).toMatchObject({
      title: 'Issue 2',
      project: { key: 'BUG', name: 'Bugs' },
      severity: { level: 'Major' },
      reporter: { username: 'tim' },
      assignee: { username: 'dev' },
      tags: [{ name: 'ui', colour: '#105e92' }],
      bug: { stepsToReproduce: 'Do 2', author: { username: 'tim' } },
      duplicateOf: { id: original, key: 'BUG-1' },
      commentCount: 3,
      attachmentCount: 1,
      watching: true,
    });
  });

  test('names an original only to whoever sees it', async () => {
    const odd = ids.slice(1, 2);
    const [unseen] = await readIssueShapes(odd, await begun.asker(tim));
    const [seen] = await readIssueShapes(odd, await begun.asker(begun.admin));
    expect([unseen?.duplicateOf, seen?.duplicateOf]).toEqual([null, { id: secret, key: 'BUG-2' }]);
  });

  test.each([
    ['first', ['First on 4', 'Second on 4']],
    ['last', ['Second on 4', 'Third on 4']],
  ] as const)('reads the %s comments of each, oldest first', async (end, contents) => {
    const asker = await begun.asker(tim);
    const comments = await commentsOfIssues([...ids, secret], { end, count: 2 }, asker);
    expect(comments.size).toBe(100);
    expect(comments.get(ids[4] ?? '')?.map(({ content }) => content)).toEqual(contents);
  });
});
