import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#store/store.ts';
import { anIssue } from '#tests/support/rows.ts';
import { DATABASES, freshStore } from './databases.ts';
import { first, SMALL_WORLD } from './small-world.ts';
import { allMade, made, write } from './write.ts';

describe.each(DATABASES)('$name: verifying', (database) => {
  let store: Store;
  let end: () => Promise<void>;
  beforeEach(async () => {
    ({ store, end } = await freshStore(database));
    await write(store, allMade(SMALL_WORLD));
  });
  afterEach(() => end());

  it('finds nothing in a sound store', async () => {
    expect(await store.verify()).toEqual([]);
  });

  it.each<{ check: string; damage: readonly string[]; says: RegExp }>([
    { check: 'texts', damage: ['delete from issue_text'], says: /has no texts/ },
    {
      check: 'comment count',
      damage: ['update issue set comment_count = 3'],
      says: /counts 3 comments, it has 0/,
    },
    {
      check: 'flags',
      damage: ['update issue set has_tags = 1 - has_tags'],
      says: /marked wrongly/,
    },
    {
      check: 'flags',
      damage: ['update issue set has_environment = 1 - has_environment'],
      says: /marked wrongly/,
    },
    {
      check: 'issue numbers',
      damage: ['update project set next_number = 2'],
      says: /Project PAY would give number 2 again/,
    },
    {
      check: 'open assignments',
      damage: [
        'drop index assignment_open',
        ...['a', 'b'].map(
          (id) => `insert into assignment (id, issue, assignee, assigned_by, assigned_at, status,
             created_at, updated_at, version)
           select '${id}', seq, reporter, reporter, 1, 'pending', 1, 1, 1 from issue
           where id = '${first.id}'`,
        ),
      ],
      says: /2 open assignments/,
    },
    {
      check: 'copies',
      damage: [`update issue set severity_rank = 4, reporter_name = 'nobody'`],
      says: /copies what is no longer true/,
    },
    {
      check: 'row numbers',
      damage: ['update head set issue_seq = 1'],
      says: /a number that is in use/,
    },
    { check: 'versions', damage: ['update tag set version = 99'], says: /version 99/ },
  ])('finds damage: $check', async ({ check, damage, says }) => {
    for (const statement of damage) await sql.raw(statement).execute(store.write);
    const findings = await store.verify();
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding.check).toBe(check);
      expect(finding.message).toMatch(says);
    }
  });
});

describe('sqlite: verifying what only a file can have', () => {
  let store: Store;
  let end: () => Promise<void>;
  beforeEach(async () => {
    const sqlite = DATABASES.find(({ name }) => name === 'sqlite');
    if (sqlite === undefined) throw new Error('SQLite is one of the databases.');
    ({ store, end } = await freshStore(sqlite));
    await write(store, allMade(SMALL_WORLD));
  });
  afterEach(() => end());

  it('finds a row that points nowhere', async () => {
    await sql`pragma foreign_keys = off`.execute(store.write);
    await sql`insert into watcher (issue, "user") values (4711, 1)`.execute(store.write);
    expect(await store.verify()).toEqual([
      { check: 'references', message: expect.stringContaining('watcher') },
    ]);
  });

  it('finds texts that the search misses, and words of what is gone', async () => {
    await sql`delete from issue_words where rowid = 1`.execute(store.write);
    await sql`insert into comment_words (rowid, content) values (9, 'gone')`.execute(store.write);
    const findings = await store.verify();
    expect(findings.map(({ check }) => check)).toEqual(['search', 'search']);
    expect(findings[0]?.message).toContain(first.id);
    expect(findings[1]?.message).toContain('comment row 9');
  });

  it('accepts texts that wait for their turn', async () => {
    await write(store, [made('issue', anIssue({ number: 3 }))]);
    const { seq } = await store.read
      .selectFrom('issue')
      .select('seq')
      .where('number', '=', 3)
      .executeTakeFirstOrThrow();
    await sql`delete from issue_words where rowid = ${seq}`.execute(store.write);
    await sql`insert into search_gap (first, last) values (${seq}, ${seq})`.execute(store.write);
    expect(await store.verify()).toEqual([]);
  });
});
