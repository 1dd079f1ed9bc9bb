import { describe, expect, test } from 'vitest';
import { parse } from '#domain/query/parse.ts';
import { shapesById, shapesBySeq } from '#engine/queries/issue-shapes.ts';
import { readQuery } from '#engine/queries/read-query.ts';
import { IssueLists, type PageRequest } from '#store/list-issues.ts';
import { scopeOf, type Viewer } from '#store/query/viewer.ts';
import type { Store } from '#store/store.ts';
import { type LiveOffice, type Name, openOffice } from '#tests/engine/live/live-office.ts';
import { thingsOf, wishOf } from '#tests/engine/live/random-commands.ts';
import { DATABASES } from '#tests/store/contract/databases.ts';
import { randomFrom } from '#tests/support/seeded-random.ts';

/*
 * Lists that are kept open while random people do random things: whatever happened in between, each
 * answers as one that is made anew.
 */

const QUERIES = [
  '',
  'is:open sort:-updated',
  'sort:title',
  'is:open sort:severity sort:-created',
  'assignee:me sort:-priority',
  '-assignee:none sort:assignee',
  'is:watching sort:key',
  'has:comment reporter:tim sort:-updated',
  'severity:Blocker,Critical sort:status',
  'tag:ui sort:due',
  'project:SEC sort:reporter',
  'has:duplicate sort:-updated',
  'is:blocked',
  'refund -slow',
];
const WHO: readonly Name[] = ['ada', 'max', 'dev', 'eve'];
const WINDOWS = [
  { offset: 0, count: 3 },
  { offset: 2, count: 4 },
  { offset: 0, count: 0 },
  { offset: 0, count: 100 },
];
/** Fewer than there are issues, so that tops run out and are read again; and more. */
const KEPT = [6, 120];
/** PostgreSQL takes ten times as long for as much. */
const STEPS = { sqlite: 40, postgres: 12 };

describe.each(DATABASES)('lists that are followed, on $name', (database) => {
  test.each([1, 2, 3])(
    'answer as if they were made anew, seed %i',
    async (seed) => {
      const office = await openOffice(database);
      try {
        const { store } = office;
        const kept = KEPT.map((size) => new IssueLists(store.read, store.dialect, size));
        const random = randomFrom(seed);
        await office.does('ada', 'tag.create', {
          id: office.clock.newId(),
          name: 'ui',
          colour: '#123456',
        });
        for (let n = 0; n < 12; n += 1) await office.files('tim', { title: `A bug ${n % 5}` });
        let accepted = 0;
        const steps = STEPS[database.name];
        for (let step = 1; step <= steps; step += 1) {
          for (let many = random() < 0.3 ? 3 : 1; many > 0; many -= 1) {
            const wish = wishOf(office, await thingsOf(office), random, step * 10 + many);
            if (wish === null) continue;
            const { as, ...command } = wish;
            const [outcome] = await office.batch([command], as);
            if (outcome?.outcome === 'accepted') accepted += 1;
          }
          for (const asked of await questions(office, random)) {
            const anew = new IssueLists(store.read, store.dialect);
            const whole = await anew.page({ ...asked, offset: 0, count: 200 });
            const end = asked.offset + asked.count;
            const expected = whole.rows.slice(asked.offset, end).map(({ seq }) => seq);
            for (const lists of kept) {
              const { total, seqs } = await lists.part(asked);
              expect({ total, seqs, asked }).toEqual({ total: whole.total, seqs: expected, asked });
              expect(await readsWith(lists, asked, store)).toEqual(await reads(asked, store));
              const shown = await shapesBySeq(seqs, await lists.look(asked.viewer));
              expect([...shown.values()]).toEqual(await shapesAnew(seqs, asked, store));
            }
          }
        }
        expect(accepted).toBeGreaterThan(steps / 2);
      } finally {
        await office.end();
      }
    },
    60_000,
  );
});

const reads = ({ text, viewer }: Asked, store: Store) => readQuery(text, { store, user: viewer });

/** The same with what the lists remember of names and rights. */
async function readsWith(lists: IssueLists, { text, viewer }: Asked, store: Store) {
  return readQuery(text, { store, user: viewer, look: await lists.look(viewer) });
}

async function shapesAnew(seqs: readonly number[], { viewer }: Asked, store: Store) {
  if (seqs.length === 0) return [];
  const rows = await store.read
    .selectFrom('issue')
    .select(['seq', 'id'])
    .where('seq', 'in', seqs)
    .execute();
  const idOf = new Map(rows.map(({ seq, id }) => [seq, id]));
  const ids = seqs.flatMap((seq) => idOf.get(seq) ?? []);
  return shapesById(ids, await scopeOf(store.read, viewer), store);
}

interface Asked extends PageRequest {
  readonly text: string;
}

/** Some of what may be asked, so that some lists are left alone for several versions. */
async function questions(office: LiveOffice, random: () => number): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const who of WHO) {
    const row = await office.store.read
      .selectFrom('user')
      .select(['id', 'role'])
      .where('id', '=', office.people[who])
      .executeTakeFirstOrThrow();
    const viewer = { id: row.id, role: row.role } as Viewer;
    for (const query of QUERIES) {
      if (random() < 0.5) continue;
      const typed = parse(query);
      if (!typed.ok) throw new Error(query);
      const window = WINDOWS[Math.floor(random() * WINDOWS.length)];
      if (window === undefined) continue;
      const now = office.clock.now();
      asked.push({ text: query, query: typed.query, viewer, zone: 'UTC', now, ...window });
    }
  }
  return asked;
}
