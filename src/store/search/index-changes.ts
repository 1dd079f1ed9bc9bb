import type { Comment } from '#domain/comment/comment.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { ChangesByTable, TableChanges } from '../changes.ts';
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
  await indexIssues(db, dialect, issue.made.map(issues), 'none');
  await indexIssues(db, dialect, retold(issue, searchedTexts).map(issues));
  await indexComments(db, dialect, comment.made.flatMap(comments), 'none');
  await indexComments(db, dialect, retold(comment, contentOf).flatMap(comments));
}

/** The rows whose comments' row numbers `indexWritten` needs. */
export function commentsToIndex({ comment }: SearchedChanges): readonly string[] {
  return [...comment.made, ...retold(comment, contentOf)].map(({ id }) => id);
}

/** The rows whose text has changed. */
function retold<Row>({ changed }: TableChanges<Row>, text: (row: Row) => string): readonly Row[] {
  return changed
    .filter(({ before, after }) => text(before) !== text(after))
    .map(({ after }) => after);
}

function contentOf({ content }: Comment): string {
  return content;
}

function searchedTexts(issue: Issue): string {
  return JSON.stringify([issue.title, bodiesOf(issue)]);
}

function bodiesOf({ description, bug }: Issue): readonly string[] {
  if (bug === null) return [description];
  const { stepsToReproduce, expected, actual, environment } = bug;
  return [description, stepsToReproduce, expected, actual, ...Object.values(environment)];
}
