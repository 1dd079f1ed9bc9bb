import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { findSimilar } from '#engine/similar/similar.ts';
import { similarShape } from '#protocol/shapes.ts';
import { type Begun, begin } from '#tests/support/begun.ts';

describe.each(['sqlite', 'postgres'] as const)('likely duplicates on %s', (database) => {
  let begun: Begun;
  let dev: UserId;
  let hidden: string;

  beforeAll(async () => {
    begun = await begin(database);
    dev = await begun.person('dev', 'developer');
    hidden = begun.newId();
    await begun.run({
      name: 'project.create',
      args: { id: hidden, key: 'SEC', name: 'Secrets', visibility: 'private' },
    });
    for (const [title, description] of [
      ['Refund total is wrong', 'It rounds twice.'],
      ['Wrong refund', 'Seen with vouchers.'],
      ['The invoice prints upside down', 'A refund is not involved.'],
      ['Login fails', 'Nothing happens.'],
    ]) {
      await begun.issue({ title, description });
    }
    await begun.issue({ title: 'Refund total is wrong', confidential: true });
    await begun.issue({ title: 'Refund total is wrong', project: hidden });
  }, 60_000);
  afterAll(() => begun.close());

  const titles = async (asked: Parameters<typeof findSimilar>[0], user: UserId = dev) =>
    (await findSimilar(asked, await begun.asker(user))).map(
      ({ issue, score }) => `${issue.key} ${score}`,
    );

  test('come best first, with the share of the words that they hold', async () => {
    expect(await titles({ title: 'Refund: wrong TOTAL' })).toEqual([
      'BUG-1 1',
      'BUG-2 0.667',
      'BUG-3 0.167',
    ]);
  });

  test('are told apart by the description too', async () => {
    expect(await titles({ title: 'Wrong refund', description: 'rounds vouchers' })).toEqual([
      'BUG-2 0.9',
      'BUG-1 0.9',
      'BUG-3 0.2',
    ]);
  });

  test('are those that the asker sees, and of one project where that is asked', async () => {
    const asked = { title: 'Refund total' };
    expect(await titles(asked, begun.admin)).toEqual([
      'SEC-1 1',
      'BUG-5 1',
      'BUG-1 1',
      'BUG-2 0.5',
      'BUG-3 0.25',
    ]);
    expect(await titles({ ...asked, project: hidden }, begun.admin)).toEqual(['SEC-1 1']);
    expect(await titles({ ...asked, project: hidden })).toEqual([]);
    expect(await titles({ ...asked, project: begun.newId() })).toEqual([]);
  });

  test('are at most ten', async () => {
    for (let n = 0; n < 12; n += 1) await begun.issue({ title: `Lantern ${n}` });
    expect(await titles({ title: 'lantern' })).toHaveLength(10);
  });

  test('are none for a text without words', async () => {
    expect(await titles({ title: '???', description: '…' })).toEqual([]);
  });

  test('have the shape that programs are promised', async () => {
    for (const one of await findSimilar({ title: 'refund' }, await begun.asker(dev))) {
      expect(similarShape.strict().parse(one)).toEqual(one);
    }
  });
});
