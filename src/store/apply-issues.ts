import type { Issue } from '#domain/issue/issue.ts';
import { written } from './apply-records.ts';
import { type Columns, insertRows } from './batch.ts';
import type { ChangesByTable, TableChanges } from './changes.ts';
import { environmentColumns, issueColumns, issueTextColumns } from './rows/issue-row.ts';
import type { Transaction } from './transaction.ts';
import { deleteRows, updateRows } from './write-columns.ts';
import { type SetChange, writeSets } from './write-sets.ts';

/** Looks up whatever the issues and their parts point to. */
export async function lookUpIssues(tx: Transaction, changes: ChangesByTable): Promise<void> {
  const { numbers } = tx;
  const { issue, comment, assignment, notification, relation, attachment } = changes;
  await giveSeqs(tx, issue.made);
  const issues = written(issue);
  const parts = [
    ...[...written(comment), ...written(assignment), ...written(notification)],
    ...[...written(relation), ...written(attachment)],
  ];
  await numbers.look({
    issue: [
      ...[...issues, ...issue.removed].flatMap(({ id, duplicateOf }) =>
        duplicateOf === null ? [id] : [id, duplicateOf],
      ),
      ...[...parts, ...comment.removed].map((part) => part.issue),
      ...written(relation).map(({ other }) => other),
    ],
    project: issues.map(({ project }) => project),
    severity: issues.map(({ severity }) => severity),
    state: issues.map(({ status }) => status),
    tag: issues.flatMap(({ tags }) => tags),
    user: [
      ...issues.flatMap(({ reporter, assignee, bug, watchers }) => [
        reporter,
        ...(assignee === null ? [] : [assignee]),
        ...(bug === null ? [] : [bug.author]),
        ...watchers,
      ]),
      ...[...written(comment), ...written(relation), ...written(attachment)].map(
        ({ author }) => author,
      ),
      ...written(assignment).flatMap(({ assignee, assignedBy }) => [assignee, assignedBy]),
      ...written(notification).flatMap(({ recipient, actor }) => [recipient, actor]),
    ],
  });
  await numbers.addStates(issues.map(({ status }) => status));
}

/** Row numbers are never used twice: the activity of a deleted issue stays under its own. */
async function giveSeqs(tx: Transaction, issues: readonly Issue[]): Promise<void> {
  if (issues.length === 0) return;
  const { issue_seq: last } = await tx.db
    .updateTable('head')
    .set((set) => ({ issue_seq: set('issue_seq', '+', issues.length) }))
    .where('one', '=', 1)
    .returning('issue_seq')
    .executeTakeFirstOrThrow();
  let seq = last - issues.length;
  for (const { id } of issues) tx.numbers.set('issue', id, { seq: ++seq });
}

/**
 * Writes new and changed issues: the narrow row, the texts, the searchable environment, tags and
 * watchers, each only where it differs.
 * @param newComments how many comments a new issue gets in the same batch, by `seq`
 */
export async function writeIssues(
  tx: Transaction,
  { made, changed }: TableChanges<Issue>,
  newComments: ReadonlyMap<number, number>,
): Promise<void> {
  const { db, dialect, numbers } = tx;
  const narrow = (issue: Issue): Columns => ({ ...issueColumns(issue, numbers) });
  const texts = (issue: Issue): Columns => ({ ...issueTextColumns(issue, numbers) });

  const updates = changed.map(({ before, after }) => ({
    before: narrow(before),
    after: narrow(after),
    kept: { comment_count: 0 },
  }));
  await updateRows(db, dialect, 'issue', ['seq'], updates);
  const textUpdates = changed.map(({ before, after }) => ({
    before: texts(before),
    after: texts(after),
  }));
  await updateRows(db, dialect, 'issue_text', ['issue'], textUpdates);

  const rows = made.map((issue) => ({
    ...narrow(issue),
    comment_count: newComments.get(numbers.seq(issue.id)) ?? 0,
  }));
  await insertRows(db, dialect, 'issue', rows);
  await insertRows(db, dialect, 'issue_text', made.map(texts));

  const sets = (rowsOf: (issue: Issue) => readonly Columns[]): readonly SetChange[] => [
    ...made.map((after) => ({ before: [], after: rowsOf(after) })),
    ...changed.map(({ before, after }) => ({ before: rowsOf(before), after: rowsOf(after) })),
  ];
  const environment = sets((issue) =>
    environmentColumns(issue, numbers).map((row): Columns => ({ ...row })),
  );
  const tags = sets((issue) =>
    issue.tags.map((tag) => ({ issue: numbers.seq(issue.id), tag: numbers.n('tag', tag) })),
  );
  const watchers = sets((issue) =>
    issue.watchers.map((user) => ({ issue: numbers.seq(issue.id), user: numbers.n('user', user) })),
  );
  await writeSets(db, dialect, 'issue_environment', environment);
  await writeSets(db, dialect, 'issue_tag', tags);
  await writeSets(db, dialect, 'watcher', watchers);
}

/** Removes issues whose parts are gone. */
export async function removeIssues(tx: Transaction, removed: readonly Issue[]): Promise<void> {
  const seqs = removed.map(({ id }) => tx.numbers.seq(id));
  await deleteRows(tx.db, tx.dialect, 'issue', 'seq', seqs);
}
