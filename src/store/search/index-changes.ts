import type { Comment } from '#domain/comment/comment.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { ChangesByTable } from '../changes.ts';
import type { Transaction } from '../transaction.ts';
import {
  type CommentWords,
  type IssueWords,
  indexComments,
  indexIssues,
  removeCommentWords,
  removeIssueWords,
} from './index-words.ts';

type SearchedChanges = Pick<ChangesByTable, 'issue' | 'comment'>;

/** Takes what is about to be removed out of the index; to be called while its rows stand. */
export async function unindexRemoved(
  { db, dialect, numbers }: Transaction,
  { issue, comment }: SearchedChanges,
  commentSeqs: ReadonlyMap<string, number>,
): Promise<void> {
  await removeCommentWords(
    db,
    dialect,
    comment.removed.flatMap(({ id }) => commentSeqs.get(id) ?? []),
  );
  await removeIssueWords(
    db,
    dialect,
    issue.removed.map(({ id }) => numbers.seq(id)),
  );
}

/** Indexes the texts that are new or have changed; to be called when their rows stand. */
export async function indexWritten(
  { db, dialect, numbers }: Transaction,
  { issue, comment }: SearchedChanges,
  commentSeqs: ReadonlyMap<string, number>,
): Promise<void> {
  const issues = (row: Issue): IssueWords => ({
    seq: numbers.seq(row.id),
    title: row.title,
    bodies: bodiesOf(row),
  });
  const comments = (row: Comment): CommentWords[] => {
    const seq = commentSeqs.get(row.id);
    return seq === undefined ? [] : [{ seq, issue: numbers.seq(row.issue), content: row.content }];
  };
  await indexIssues(db, dialect, textsOf(issue, searchedTexts).map(issues));
  await indexComments(db, dialect, textsOf(comment, ({ content }) => content).flatMap(comments));
}

/** The rows whose comments' row numbers `indexWritten` needs. */
export function commentsToIndex({ comment }: SearchedChanges): readonly string[] {
  return textsOf(comment, ({ content }) => content).map(({ id }) => id);
}

function textsOf<Row>(
  { made, changed }: { made: readonly Row[]; changed: readonly { before: Row; after: Row }[] },
  text: (row: Row) => string,
): readonly Row[] {
  const retold = changed.filter(({ before, after }) => text(before) !== text(after));
  return [...made, ...retold.map(({ after }) => after)];
}

function searchedTexts(issue: Issue): string {
  return JSON.stringify([issue.title, bodiesOf(issue)]);
}

function bodiesOf({ description, bug }: Issue): readonly string[] {
  if (bug === null) return [description];
  const { stepsToReproduce, expected, actual, environment } = bug;
  return [description, stepsToReproduce, expected, actual, ...Object.values(environment)];
}
