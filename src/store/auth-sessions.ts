import type { UserId } from '#domain/ids.ts';
import { foldCase } from '#domain/text.ts';
import type { User } from '#domain/user/user.ts';
import { Prepared, type SlotOf } from './prepared.ts';
import { CLOCK, type DataClock } from './query/data-clock.ts';
import { userOf } from './rows/record-rows.ts';
import type { Read } from './tables.ts';
import type { Transaction } from './transaction.ts';

/** A refresh token as it is kept: its SHA-256, and until when it is good (epoch milliseconds). */
export interface KeptToken {
  readonly hash: string;
  readonly expiresAt: number;
}

/** Whose session this is, as they are now; undefined: it has ended. */
export async function findSessionUser(db: Read, session: string): Promise<User | undefined> {
  const row = await sessionUsers(db).where('auth_session.id', '=', session).executeTakeFirst();
  return row && userOf(row);
}

/** Who calls through a session, as they are now, and the clock of the data at that moment. */
export interface SessionCaller {
  readonly user: User;
  readonly clock: DataClock;
}

/** As `findSessionUser`: one statement for what every request asks first. */
export async function findCaller(db: Read, session: string): Promise<SessionCaller | undefined> {
  const [row] = await CALLER_OF_SESSION.rows(db, { session });
  if (!row) return undefined;
  const { clock_epoch: epoch, clock_version: version, clock_gap: gap } = row;
  return { user: userOf(row), clock: { epoch, version, gap } };
}

const CALLER_OF_SESSION = new Prepared((db, slot: SlotOf<{ readonly session: string }>) =>
  sessionUsers(db)
    .select([
      CLOCK.epoch.as('clock_epoch'),
      CLOCK.version.as('clock_version'),
      CLOCK.gap.as('clock_gap'),
    ])
    .where('auth_session.id', '=', slot('session'))
    .compile(),
);

function sessionUsers(db: Read) {
  return db
    .selectFrom('auth_session')
    .innerJoin('user', 'user.n', 'auth_session.user')
    .selectAll('user');
}

/** Begins a session with its first refresh token, and forgets those that nobody can renew. */
export async function beginSession(
  tx: Transaction,
  session: { readonly id: string; readonly user: UserId; readonly now: number },
  token: KeptToken,
): Promise<void> {
  await dropSpentSessions(tx, session.now);
  await tx.numbers.look({ user: [session.user] });
  await tx.db
    .insertInto('auth_session')
    .values({
      id: session.id,
      user: tx.numbers.n('user', session.user),
      created_at: session.now,
    })
    .execute();
  await insertToken(tx, session.id, token);
}

async function dropSpentSessions(tx: Transaction, now: number): Promise<void> {
  await tx.db
    .deleteFrom('auth_session')
    .where('id', 'in', (eb) =>
      eb.selectFrom('refresh_token').select('session').where('expires_at', '<=', now),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('refresh_token')
            .select('refresh_token.hash')
            .whereRef('refresh_token.session', '=', 'auth_session.id')
            .where('refresh_token.expires_at', '>', now),
        ),
      ),
    )
    .execute();
  await tx.db.deleteFrom('refresh_token').where('expires_at', '<=', now).execute();
}

async function insertToken(tx: Transaction, session: string, token: KeptToken): Promise<void> {
  await tx.db
    .insertInto('refresh_token')
    .values({ hash: token.hash, session, expires_at: token.expiresAt, used_at: null })
    .execute();
}

/** What became of a refresh token that came back. */
export type Rotation =
  | { readonly outcome: 'rotated'; readonly session: string; readonly user: User }
  /** Somebody has used it before: a copy is about, so its session has been ended. */
  | { readonly outcome: 'reused' }
  | { readonly outcome: 'unknown' };

/** Exchanges a refresh token for the next of its session, once. */
export async function rotateToken(
  tx: Transaction,
  hash: string,
  next: KeptToken,
  now: number,
): Promise<Rotation> {
  const known = await tx.db
    .selectFrom('refresh_token')
    .select(['session', 'expires_at', 'used_at'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!known) return { outcome: 'unknown' };
  if (known.used_at !== null) {
    await endSession(tx, known.session);
    return { outcome: 'reused' };
  }
  const user = await findSessionUser(tx.db, known.session);
  if (!user || user.blocked || known.expires_at <= now) return { outcome: 'unknown' };
  await tx.db.updateTable('refresh_token').set({ used_at: now }).where('hash', '=', hash).execute();
  await insertToken(tx, known.session, next);
  return { outcome: 'rotated', session: known.session, user };
}

/**
 * Ends a session: its tokens, and whatever else it opened, are worth nothing from now on. Whoever
 * commits that gives the store a new version, so that every process looks at its streams.
 */
export async function endSession(tx: Transaction, session: string): Promise<void> {
  await tx.db.deleteFrom('auth_session').where('id', '=', session).execute();
}

/** Ends every session of a person but `except`. */
export async function endSessionsOf(
  tx: Transaction,
  user: UserId,
  except: string | null = null,
): Promise<void> {
  await tx.db
    .deleteFrom('auth_session')
    .where('user', 'in', (eb) => eb.selectFrom('user').select('user.n').where('id', '=', user))
    .$if(except !== null, (query) => query.where('id', '!=', except ?? ''))
    .execute();
}

/** Who signs in under this username or email, ignoring case. */
export async function findLogin(db: Read, login: string): Promise<User | undefined> {
  const row = await db
    .selectFrom('user')
    .selectAll()
    .where((eb) =>
      eb.or([eb('username', '=', foldCase(login)), eb('email_fold', '=', foldCase(login))]),
    )
    .executeTakeFirst();
  return row && userOf(row);
}

/** Whether a person's password and access are still what they were when it was looked at. */
export async function isUnchanged(
  db: Read,
  { id, passwordHash }: Pick<User, 'id' | 'passwordHash'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('user')
    .select('password_hash')
    .where('id', '=', id)
    .where('blocked', '=', 0)
    .executeTakeFirst();
  return row !== undefined && row.password_hash === passwordHash;
}
