import type { ActivityKind } from '#domain/activity/activity.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { ActivityShape } from '#protocol/shapes.ts';
import { among } from '#store/batch.ts';
import type { Asker } from '../asker.ts';
import { findSeen, unknownIssue } from './find-issue.ts';
import { namedInRecord, shownText } from './named-issues.ts';
import type { Paged, Window } from './paged.ts';
import { time } from './shape.ts';

/**
 * The record of an issue, oldest first, without what names an issue out of sight. An admin reads
 * that of a deleted issue too, by its id.
 */
export async function activityOf(
  name: string,
  { offset, count }: Window,
  asker: Asker,
): Promise<Result<Paged<ActivityShape>>> {
  const seq = await recordOf(name, asker);
  if (seq === undefined) return failure(unknownIssue(name));
  const { read, dialect } = asker.store;
  const { hidden, keys } = await namedInRecord(seq, asker);
  const query = read
    .selectFrom('activity')
    .innerJoin('user', 'user.n', 'activity.actor')
    .where('activity.issue', '=', seq)
    .where((eb) => eb.not(among(dialect, 'activity.id', [...hidden])));
  const { n } = await query
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(['activity.id', 'activity.kind', 'activity.at', 'activity.field'])
    .select(['activity.from_text as from', 'activity.to_text as to'])
    .select(['user.id as actor_id', 'user.username', 'user.name'])
    .orderBy('activity.at')
    .orderBy('activity.id')
    .offset(offset)
    .limit(count)
    .execute();
  const items = rows.map((row): ActivityShape => {
    const entry = { kind: row.kind as ActivityKind, field: row.field };
    return {
      id: row.id,
      ...entry,
      actor: { id: row.actor_id, username: row.username, name: row.name },
      at: time(row.at),
      from: shownText(row.from, entry, keys),
      to: shownText(row.to, entry, keys),
    };
  });
  return success({ total: Number(n), items });
}

async function recordOf(name: string, asker: Asker): Promise<number | undefined> {
  const found = await findSeen(name, asker);
  if (found.ok) return found.value.seq;
  if (asker.user.role !== 'admin') return undefined;
  const gone = await asker.store.read
    .selectFrom('tombstone')
    .select('seq')
    .where('kind', '=', 'issue')
    .where('id', '=', name.trim().toLowerCase())
    .executeTakeFirst();
  return gone?.seq ?? undefined;
}
