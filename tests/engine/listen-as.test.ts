import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { listenAs } from '#engine/listen-as.ts';
import { createSession } from '#engine/session.ts';
import type { FeedMessage } from '#protocol/api.ts';
import { openTestEngine, type TestEngine } from '#tests/support/engine.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
});
afterEach(() => engine.close());

/** What a window of the person hears of `work`. */
async function hears(person: UserId | null, work: () => Promise<unknown>): Promise<FeedMessage[]> {
  const session = await createSession(engine, { shell: 'browser' });
  session.profile = person;
  const heard: FeedMessage[] = [];
  const feed = listenAs(session, (message) => void heard.push(message));
  await work();
  await feed.caughtUp();
  feed.stop();
  return heard;
}

describe('a window hears', () => {
  test('which issues changed, where its person sees them', async () => {
    const tester = await engine.person('tom', 'tester');
    const issue = await engine.issue();
    const heard = await hears(tester, () =>
      engine.run('comment.add', { id: engine.clock.newId(), issue, content: 'So it is.' }),
    );
    expect(heard).toMatchObject([{ kind: 'changed', issues: [issue] }]);
  });

  test('that something changed, and not which issue, where that is confidential', async () => {
    const tester = await engine.person('tom', 'tester');
    const heard = await hears(tester, () => engine.issue({ confidential: true }));
    expect(heard).toMatchObject([{ kind: 'changed', issues: null }]);
  });

  test('no issue where nobody is signed in', async () => {
    const heard = await hears(null, () => engine.issue());
    expect(heard).toMatchObject([{ kind: 'changed', issues: null }]);
  });

  test('that it must read again where an issue went out of sight or was deleted', async () => {
    const tester = await engine.person('tom', 'tester');
    const issue = await engine.issue();
    const edit = { issue, field: 'confidential', from: false, to: true };
    expect(await hears(tester, () => engine.run('issue.edit', edit))).toMatchObject([
      { issues: null },
    ]);
    expect(await hears(engine.admin, () => engine.run('issue.delete', { issue }))).toMatchObject([
      { issues: null },
    ]);
  });
});
