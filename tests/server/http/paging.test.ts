import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASES, startServer, type TestServer } from '#tests/support/server.ts';

/** `ada` and 24 testers: p01 … p24. */
const PEOPLE = Array.from({ length: 24 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`);
const ALL = ['ada', ...PEOPLE];

describe.each(DATABASES)('%s: a list in parts', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(database);
    for (const username of PEOPLE) await server.person('tester', username);
  });
  afterAll(() => server.close());

  async function read(path: string) {
    const { status, body } = await server.admin.get(path);
    expect(status).toBe(200);
    const names: string[] = body.data.map(({ username }: { username: string }) => username);
    return { names, page: body.page };
  }

  it('comes ten at a time, and says where the others are', async () => {
    const { names, page } = await read('/api/users');
    expect(names).toEqual(ALL.slice(0, 10));
    expect(page).toEqual({
      number: 1,
      size: 10,
      total: 25,
      next: '/api/users?page=2',
      previous: null,
    });
  });

  it('leads through by its links, filters and all', async () => {
    const seen: string[] = [];
    let path: string | null = '/api/users?role=tester&pageSize=7&q=p';
    const numbers: number[] = [];
    while (path !== null) {
      const { names, page } = await read(path);
      seen.push(...names);
      numbers.push(page.number);
      expect([page.total, page.size]).toEqual([24, 7]);
      path = page.next;
    }
    expect(seen).toEqual(PEOPLE);
    expect(numbers).toEqual([1, 2, 3, 4]);
    const { page } = await read('/api/users?role=tester&pageSize=7&q=p&page=3');
    expect(page.previous).toBe('/api/users?role=tester&pageSize=7&q=p&page=2');
  });

  it('past its end is empty, and leads back', async () => {
    const { names, page } = await read('/api/users?page=100');
    expect(names).toEqual([]);
    expect(page).toMatchObject({
      number: 100,
      total: 25,
      next: null,
      previous: '/api/users?page=3',
    });
  });

  it('takes up to 100 at once', async () => {
    expect((await read('/api/users?pageSize=100')).names).toEqual(ALL);
  });

  it.each(['page=0', 'page=-1', 'page=1.5', 'page=a', 'page=', 'page=1e3'])(
    '%s is no page',
    async (query) => {
      const { status, body } = await server.admin.get(`/api/users?${query}`);
      expect([status, body.error.field]).toEqual([400, 'page']);
    },
  );
  it.each(['pageSize=0', 'pageSize=101', 'pageSize=ten', 'pageSize='])(
    '%s is no size',
    async (query) => {
      const { status, body } = await server.admin.get(`/api/users?${query}`);
      expect([status, body.error.field]).toEqual([400, 'pageSize']);
    },
  );

  it('with a cursor shows nobody twice and hides nobody, whoever comes and goes meanwhile', async () => {
    const first = await read('/api/users?cursor=&pageSize=8');
    expect(first.page).toMatchObject({ number: null, size: 8, total: 25, previous: null });
    await server.person('tester', 'aaron');
    const second = await read(first.page.next);
    expect(first.names.concat(second.names)).toEqual(ALL.slice(0, 16));
    const third = await read(second.page.next);
    const fourth = await read(third.page.next);
    expect([...third.names, ...fourth.names]).toEqual(ALL.slice(16));
    expect(fourth.page).toMatchObject({ total: 26, next: null });
    const back = await read(fourth.page.previous);
    expect(back.names).toEqual(third.names);
    const front = await read((await read(back.page.previous)).page.previous);
    expect(front.names).toEqual(first.names);
    const beginning = await read(front.page.previous);
    expect(beginning).toMatchObject({ names: ['aaron'], page: { previous: null } });
    expect((await read(beginning.page.next)).names).toEqual(first.names);
  });

  it('a cursor is good for its own filters alone', async () => {
    const { page } = await read('/api/users?role=tester&cursor=');
    const cursor = new URL(page.next, server.url).searchParams.get('cursor');
    expect((await read(`/api/users?cursor=${cursor}&role=tester&pageSize=3`)).names).toHaveLength(
      3,
    );
    for (const path of [`/api/users?cursor=${cursor}`, `/api/users?role=admin&cursor=${cursor}`]) {
      const { status, body } = await server.admin.get(path);
      expect([status, body.error.field]).toEqual([400, 'cursor']);
    }
  });

  it.each(['nonsense', 'e30', 'eyJvZiI6IngiLCJhdCI6e319', '%F0%9F%A6%97'])(
    'the cursor %s is none',
    async (cursor) => {
      const { status, body } = await server.admin.get(`/api/users?cursor=${cursor}`);
      expect([status, body.error.field]).toEqual([400, 'cursor']);
    },
  );
});
