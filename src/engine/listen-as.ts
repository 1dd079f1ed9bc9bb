import type { FeedMessage } from '#protocol/api.ts';
import { among } from '#store/batch.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import { currentUser, type Session } from './session.ts';

/**
 * The engine's feed as the person of the session may hear it, in order. Where something changed that
 * they do not see (any more), nothing is named: the window reads again. Nobody signed in hears that
 * something changed, and not what.
 */
export function listenAs(session: Session, tell: (message: FeedMessage) => void): Listening {
  let told = Promise.resolve();
  const stop = session.engine.listen((message) => {
    told = told
      .then(async () => tell(message.kind === 'changed' ? await heard(session, message) : message))
      // A store that is closing: nobody listens any more.
      .catch(() => undefined);
  });
  return { stop, caughtUp: () => told };
}

export interface Listening {
  readonly stop: () => void;
  /** When everything that has happened so far has been told. */
  readonly caughtUp: () => Promise<void>;
}

type Changed = Extract<FeedMessage, { kind: 'changed' }>;

async function heard(session: Session, message: Changed): Promise<Changed> {
  const { issues } = message;
  if (issues === null || issues.length === 0) return message;
  return (await seesAll(session, issues)) ? message : { ...message, issues: null };
}

async function seesAll(session: Session, issues: readonly string[]): Promise<boolean> {
  const person = await currentUser(session);
  if (!person) return false;
  const { read, dialect } = session.engine.store;
  const { n } = await read
    .selectFrom('issue')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(among(dialect, 'issue.id', issues))
    .where(visible(await scopeOf(read, person), dialect))
    .executeTakeFirstOrThrow();
  return n === issues.length;
}
