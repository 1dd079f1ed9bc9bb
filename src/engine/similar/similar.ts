import { seesProject } from '#domain/permissions.ts';
import { words } from '#domain/query/words.ts';
import type { SimilarShape } from '#protocol/shapes.ts';
import { loadProjects } from '#store/load-tables.ts';
import { readLabels } from '#store/query/labels.ts';
import { scopeOf } from '#store/query/viewer.ts';
import { issuesWithAny, type WordHolder } from '#store/search/any-words.ts';
import type { Asker } from '../asker.ts';

export interface SimilarTo {
  readonly title: string;
  readonly description?: string;
  /** Its id; absent: anywhere. Out of sight there is nothing similar. */
  readonly project?: string;
}

const MOST = 10;
/** So many of the database's best are looked at closely. */
const CANDIDATES = 100;
const MOST_WORDS = 32;
/** How much a word of the description counts against one of the title. */
const DESCRIPTION_WEIGHT = 0.25;
/** How much of a title's word is found where the candidate says it in its text alone. */
const IN_TEXT = 0.5;

/**
 * Issues that may tell of the same, best first: the database finds those that hold any word of the
 * title, and their score is the share of the words asked for that they hold, from 0 to 1. It depends
 * on nothing but the two texts, so it is the same on both databases.
 */
export async function findSimilar(
  { title, description = '', project }: SimilarTo,
  asker: Pick<Asker, 'store' | 'user'>,
): Promise<readonly SimilarShape[]> {
  const { read, dialect } = asker.store;
  const inTitle = firstWords(title);
  const inText = firstWords(description).filter((word) => !inTitle.includes(word));
  const place = project === undefined ? null : await numberOf(project, asker);
  if (place === undefined) return [];
  const searched = inTitle.length > 0 ? inTitle : inText;
  const scope = await scopeOf(read, asker.user);
  const options = { scope, project: place, most: CANDIDATES };
  const candidates = await issuesWithAny(read, dialect, searched, options);
  const labels = await readLabels(read);
  return candidates
    .map((row) => ({ row, score: scoreOf(row, inTitle, inText) }))
    .toSorted((a, b) => b.score - a.score || b.row.seq - a.row.seq)
    .slice(0, MOST)
    .map(({ row, score }) => ({
      issue: { id: row.id, key: `${row.projectKey}-${row.number}`, title: row.title },
      status: labels.status(row.project, row.status, row.category),
      score: Math.round(score * 1000) / 1000,
    }));
}

function firstWords(text: string): readonly string[] {
  return [...new Set(words(text))].slice(0, MOST_WORDS);
}

function scoreOf(
  { title, description, steps }: WordHolder,
  inTitle: readonly string[],
  inText: readonly string[],
): number {
  const titled = new Set(words(title));
  const told = new Set(words(`${description}\n${steps ?? ''}`));
  const own = inTitle.map((word) => (titled.has(word) ? 1 : told.has(word) ? IN_TEXT : 0));
  const more = inText.filter((word) => titled.has(word) || told.has(word)).length;
  const held = own.reduce((sum: number, part) => sum + part, DESCRIPTION_WEIGHT * more);
  return held / (inTitle.length + DESCRIPTION_WEIGHT * inText.length);
}

/** The row number of a project that the asker sees. */
async function numberOf(
  project: string,
  { store: { read, dialect }, user }: Pick<Asker, 'store' | 'user'>,
): Promise<number | undefined> {
  const [row] = await loadProjects(read, dialect, [project]);
  if (row === undefined || !seesProject(user, row)) return undefined;
  const { n } = await read
    .selectFrom('project')
    .select('n')
    .where('id', '=', row.id)
    .executeTakeFirstOrThrow();
  return n;
}
