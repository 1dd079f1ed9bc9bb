import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Comment } from '#domain/comment/comment.ts';
import type { UserId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { TextTerm } from '#domain/query/ast.ts';
import { words } from '#domain/query/words.ts';
import { IssueLists } from '#store/list-issues.ts';
import { fillSearchGap, noteSearchGap, searchGap, tidySearch } from '#store/search/fill-search.ts';
import { removeCommentWords, removeIssueWords } from '#store/search/index-words.ts';
import type { Store } from '#store/store.ts';
import { idOf } from '#tests/support/rows.ts';
import { DATABASES, empty, freshStore } from '../contract/databases.ts';
import { asking, commentOn, issueOf, keysFor, makeWorld, parsed } from '../query/world.ts';

/** Every text of an issue in which words are searched, by the issue's key. */
type Texts = ReadonlyMap<string, readonly string[]>;

function textsOf(issues: readonly Issue[], comments: readonly Comment[]): Texts {
  return new Map(
    issues.map((issue) => [
      `PAY-${issue.number}`,
      [
        issue.title,
        issue.description,
        ...(issue.bug === null
          ? []
          : [
              issue.bug.stepsToReproduce,
              issue.bug.expected,
              issue.bug.actual,
              ...Object.values(issue.bug.environment),
            ]),
        ...comments.filter((comment) => comment.issue === issue.id).map(({ content }) => content),
      ],
    ]),
  );
}

/** The obvious search: the term's words side by side in one of the texts. */
function holds(texts: readonly string[], { words: wanted, prefix }: TextTerm): boolean {
  return texts.some((text) => {
    const found = words(text);
    return found.some((_, start) =>
      wanted.every((word, index) => {
        const at = found[start + index];
        const isLast = index === wanted.length - 1;
        return isLast && prefix ? at?.startsWith(word) : at === word;
      }),
    );
  });
}

function findIn(texts: Texts, query: string): string[] {
  const terms = parsed(query).terms.filter((term): term is TextTerm => term.kind === 'text');
  return [...texts]
    .filter(([, of]) => terms.every((term) => holds(of, term) !== term.negated))
    .map(([key]) => key)
    .sort();
}

const WORDS = [
  ...['crash', 'Crashes', 'cra', 'ÉTÉ', 'ete', 'Straße', 'strasse', '数据库', '数据', '据', '東京'],
  ...[
    '한국어',
    'foo-bar',
    'foo bar',
    '4.18',
    'a',
    'á',
    'naïve',
    'ﬁle',
    'x_y',
    '👍',
    "it's",
    'Łódź',
  ],
  ...['हिन्दी', 'ไทย', 'العربية', 'İstanbul', 'null', 'NULL', 'and', 'OR', 'not', 'near'],
] as const;

const anyText = fc
  .array(
    fc
      .constantFrom(...WORDS, fc.stringMatching(/^[a-c]{1,3}$/))
      .chain((part) => (typeof part === 'string' ? fc.constant(part) : part)),
    { maxLength: 8 },
  )
  .chain((parts) => fc.constantFrom(' ', '  ', '\n', ', ').map((between) => parts.join(between)));
const someText = anyText.map((text) => text || 'empty');

const anyWorld = fc
  .array(
    fc.record({
      title: someText,
      description: anyText,
      steps: fc.option(someText),
      comments: fc.array(someText, { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((rows) => ({
    issues: rows.map(({ title, description, steps }, index) =>
      issueOf({
        key: `PAY-${index + 1}`,
        title,
        description,
        bug:
          steps === null
            ? null
            : {
                stepsToReproduce: steps,
                expected: title,
                actual: '',
                frequency: 'once',
                environment: { os: 'Käse 7' },
                author: idOf('ana'),
              },
      }),
    ),
    comments: rows.flatMap((row, index) =>
      row.comments.map((content, number) => commentOn(`PAY-${index + 1}`, number, content)),
    ),
  }));

const anyTerm = fc
  .tuple(someText, fc.constantFrom('', '-'), fc.boolean())
  .map(([text, sign, quote]) => {
    const flat = text.replace(/\s+/g, ' ').replaceAll('"', '');
    return `${sign}${quote || sign ? `"${flat}"` : flat}`;
  });
const anyQuery = fc
  .array(anyTerm, { minLength: 1, maxLength: 3 })
  .map((terms) => terms.join(' '))
  // Some draws are no query at all, such as quotes around a symbol.
  .filter((text) => {
    try {
      return parsed(text).terms.length > 0;
    } catch {
      return false;
    }
  });

describe.each(DATABASES)('the search on $name', (database) => {
  test('finds the issues whose words match, and no other', async () => {
    const { store, end } = await freshStore(database);
    await fc.assert(
      fc.asyncProperty(
        anyWorld,
        fc.array(anyQuery, { minLength: 10, maxLength: 10 }),
        async ({ issues, comments }, queries) => {
          await clear(store);
          await makeWorld(store, issues, { comments });
          for (const query of queries) {
            const found = (await keysFor(store, query)).sort();
            expect([query, found]).toEqual([query, findIn(textsOf(issues, comments), query)]);
          }
        },
      ),
      { numRuns: 40 },
    );
    await end();
    // Forty worlds, each written anew and asked ten times: seconds on a quiet machine.
  }, 60_000);

  test.each([
    ['a phrase does not go on from the title to the body', '"title begins"', []],
    ['a phrase does not go on from one body to the next', '"ends steps"', []],
    ['words typed apart may stand in different texts', 'title steps', ['PAY-1']],
    ['words typed together may not', 'title-steps', []],
    ['the last word is a prefix', 'print pre', ['PAY-1']],
    ['a word before the last one is whole', 'pri preview', []],
    ['a quoted word is whole', '"print pre"', []],
    ['an avoided word is whole', '-pre', ['PAY-1']],
    ['the value of an environment is searched, not its key', 'tidewater', ['PAY-1']],
    ['the key of an environment is not', 'browser', []],
  ])('%s', async (_, query, keys) => {
    const { store, end } = await freshStore(database);
    const bug = {
      stepsToReproduce: 'steps of the print preview',
      expected: '',
      actual: '',
      frequency: 'once',
      environment: { browser: 'Tidewater' },
      author: idOf<UserId>('ana'),
    } as const;
    await makeWorld(store, [
      issueOf({ key: 'PAY-1', title: 'A title', description: 'begins and ends', bug }),
    ]);
    expect(await keysFor(store, query)).toEqual(keys);
    await end();
  });

  test('a text beyond every limit of a tsvector is found whole', async () => {
    const { store, end } = await freshStore(database);
    const many = Array.from({ length: 9000 }, (_, index) => `word${index}`);
    const texts = {
      'PAY-1': `${many.join(' ')} the end of it`,
      'PAY-2': `${'again '.repeat(9000)}and then last`,
      'PAY-3': `${'long'.repeat(30)} `.repeat(500),
    };
    await makeWorld(
      store,
      Object.entries(texts).map(([key, description]) => issueOf({ key, description })),
    );
    expect(await keysFor(store, '"word8999 the end of it"')).toEqual(['PAY-1']);
    expect(await keysFor(store, '"word4000 word4001"')).toEqual(['PAY-1']);
    expect(await keysFor(store, '"again again and then last"')).toEqual(['PAY-2']);
    expect(await keysFor(store, `"${'long'.repeat(30)} ${'long'.repeat(30)}"`)).toEqual(['PAY-3']);
    await end();
  });

  test('ranks a title above a body, and what comments say last', async () => {
    const { store, end } = await freshStore(database);
    await makeWorld(
      store,
      [
        issueOf({ key: 'PAY-1', title: 'Nothing here', description: 'Short.' }),
        issueOf({ key: 'PAY-2', title: 'Other things', description: 'The lantern is out.' }),
        issueOf({ key: 'PAY-3', title: 'Lantern', description: 'It is out of the usual order.' }),
        issueOf({ key: 'PAY-4', title: 'Nothing there', description: 'Short.' }),
      ],
      { comments: [commentOn('PAY-1', 1, 'A lantern?'), commentOn('PAY-4', 1, 'A lantern?')] },
    );
    expect(await keysFor(store, 'lantern')).toEqual(['PAY-3', 'PAY-2', 'PAY-4', 'PAY-1']);
    await end();
  });

  test('ranks part of very many hits, says so, and still counts all', async () => {
    const { store, end } = await freshStore(database);
    const issues = Array.from({ length: 4100 }, (_, index) =>
      issueOf({
        key: `PAY-${index + 1}`,
        title: index === 7 ? 'Rust' : 'Paint',
        description: 'rust',
        confidential: index % 100 === 0,
      }),
    );
    await makeWorld(store, issues);
    const lists = new IssueLists(store.read, store.dialect);
    const page = await lists.page(asking('rust', 'ana', { count: 10 }));
    expect([page.total, page.capped, page.rows[0]?.key]).toEqual([4100, true, 'PAY-8']);
    expect(new Set(await lists.positions(asking('rust'))).size).toBe(4100);
    const fewer = await lists.page(asking('rust is:confidential', 'ana', { count: 10 }));
    expect([fewer.total, fewer.capped]).toEqual([41, false]);
    expect((await lists.page(asking('rust', 'dee'))).total).toBe(4059);
    await end();
  });
});

describe.each(DATABASES)('filling the index on $name', (database) => {
  test('goes on in slices until every issue can be found, and does no harm twice', async () => {
    const { store, end } = await freshStore(database);
    const keys = ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4', 'PAY-5'];
    await makeWorld(
      store,
      keys.map((key) => issueOf({ key, description: 'harbour' })),
      { comments: [commentOn('PAY-5', 1, 'tide')] },
    );
    // As an import leaves it: rows without words, and a gap.
    await store.transaction(async ({ db, dialect }) => {
      await removeIssueWords(db, dialect, [1, 2, 3, 4, 5]);
      await removeCommentWords(db, dialect, [1]);
      await noteSearchGap(db, 1, 5);
    });
    expect(await keysFor(store, 'harbour sort:key')).toEqual([]);
    const left: number[] = [];
    while ((await searchGap(store.read)) > 0) {
      await store.transaction(({ db, dialect }) => fillSearchGap(db, dialect, 2));
      left.push(await searchGap(store.read));
    }
    expect(left).toEqual([3, 1, 0]);
    expect(await keysFor(store, 'harbour sort:key')).toEqual(keys);
    expect(await keysFor(store, 'tide')).toEqual(['PAY-5']);

    await store.transaction(async ({ db, dialect }) => {
      await noteSearchGap(db, 2, 9);
      await fillSearchGap(db, dialect, 100);
      await tidySearch(db, dialect);
    });
    expect(await searchGap(store.read)).toBe(0);
    expect(await keysFor(store, 'harbour sort:key')).toEqual(keys);
    await end();
  });
});

/** Empties a store together with its index, which on SQLite knows no foreign keys. */
async function clear(store: Store): Promise<void> {
  const seqs = await store.read.selectFrom('issue').select('seq').execute();
  const comments = await store.read.selectFrom('comment').select('seq').execute();
  await store.transaction(async ({ db, dialect }) => {
    await removeCommentWords(
      db,
      dialect,
      comments.map(({ seq }) => seq),
    );
    await removeIssueWords(
      db,
      dialect,
      seqs.map(({ seq }) => seq),
    );
  });
  await empty(store);
}
