import { describe, expect, test } from 'vitest';
import { parse } from '#domain/query/parse.ts';
import { compileQuery } from '#store/compile-query.ts';
import { seeingAll } from '#store/live/watched-query.ts';
import { FollowedList, type OrderedQuery } from '#store/query/followed-list.ts';
import { keyed } from '#store/query/make-list.ts';
import { findNames } from '#store/query/names.ts';
import { RecentChanges } from '#store/query/recent-changes.ts';
import { NOBODY } from '#store/query/viewer.ts';
import { type LiveOffice, openOffice } from '#tests/engine/live/live-office.ts';
import { DATABASES } from '#tests/store/contract/databases.ts';

const SIZES = { wanted: 3, kept: 3 };

async function byTitle({ store, clock }: LiveOffice): Promise<OrderedQuery> {
  const typed = parse('sort:title');
  if (!typed.ok) throw new Error('A sort is a query.');
  const { query } = typed;
  const names = await findNames(store.read, query);
  const asker = { now: clock.now(), zone: 'UTC' };
  const scope = seeingAll(NOBODY);
  const compiled = compileQuery(query, { dialect: store.dialect, scope, names, asker });
  const { order, ...asked } = keyed(store.read, compiled);
  if (order === null) throw new Error('A sort is an order.');
  return { ...asked, order };
}

describe.each(DATABASES)('a list that is followed, on $name', (database) => {
  test('relies on no row that has changed since the version that it steps to', async () => {
    const office = await openOffice(database);
    try {
      const { store } = office;
      const ids = new Map<string, string>();
      for (const title of ['a', 'b', 'd', 'e', 'f', 'z']) {
        ids.set(title, await office.files('ada', { title }));
      }
      const rows = await store.read.selectFrom('issue').select(['seq', 'id', 'title']).execute();
      const titleOf = new Map(rows.map(({ seq, title }) => [seq, title]));
      const seqOf = (title: string) => rows.find(({ id }) => id === ids.get(title))?.seq ?? 0;
      const all = async () => rows.length;
      const version = await store.version();
      const list = await FollowedList.make(
        store.read,
        store.dialect,
        await byTitle(office),
        version,
      );
      const changes = new RecentChanges();
      changes.begin(version);
      const top = async (at: number) => {
        const told = await list.top(at, changes, { all, ...SIZES });
        return told?.seqs.map((seq) => titleOf.get(seq));
      };
      expect(await top(version)).toEqual(['a', 'b', 'd']);

      const edit = (title: string, field: string, from: string, to: string) =>
        office.does('ada', 'issue.edit', { issue: ids.get(title), field, from, to });
      // z, far below, changes; before the list hears of it, d has gone below z.
      await edit('z', 'description', 'It fails.', 'It fails again.');
      const first = await store.version();
      await edit('d', 'title', 'd', 'zz');
      const second = await store.version();
      changes.note({ version: first, issues: [seqOf('z')] });
      expect(await top(first)).toEqual(['a', 'b', 'e']);
      changes.note({ version: second, issues: [seqOf('d')] });
      expect(await top(second)).toEqual(['a', 'b', 'e']);
    } finally {
      await office.end();
    }
  });
});
