import type { Attachment } from '#domain/attachment/attachment.ts';
import type { AttachmentId, CommentId, IssueId, RelationId, UserId, ViewId } from '#domain/ids.ts';
import type { Relation, RelationKind } from '#domain/relation/relation.ts';
import type { Grouping, Layout, ListColumn, View } from '#domain/view/view.ts';
import type { AttachmentTable, RelationTable } from '../issue-tables.ts';
import type { Numbers } from '../numbers.ts';
import type { SavedViewTable } from '../tables.ts';
import { flag, stampColumns, stampsOf } from './record-rows.ts';

export function relationColumns(relation: Relation, numbers: Numbers): RelationTable {
  return {
    id: relation.id,
    issue: numbers.seq(relation.issue),
    other: numbers.seq(relation.other),
    kind: relation.kind,
    author: numbers.n('user', relation.author),
    ...stampColumns(relation),
  };
}

export function relationOf(
  row: RelationTable & {
    readonly issue_id: string;
    readonly other_id: string;
    readonly author_id: string;
  },
): Relation {
  return {
    id: row.id as RelationId,
    issue: row.issue_id as IssueId,
    other: row.other_id as IssueId,
    kind: row.kind as RelationKind,
    author: row.author_id as UserId,
    ...stampsOf(row),
  };
}

/** @param comment `seq` of the comment, null where there is none */
export function attachmentColumns(
  attachment: Attachment,
  comment: number | null,
  numbers: Numbers,
): AttachmentTable {
  return {
    id: attachment.id,
    issue: numbers.seq(attachment.issue),
    comment,
    name: attachment.name,
    mime: attachment.mime,
    size: attachment.size,
    sha256: attachment.sha256,
    author: numbers.n('user', attachment.author),
    ...stampColumns(attachment),
  };
}

export function attachmentOf(
  row: AttachmentTable & {
    readonly issue_id: string;
    readonly comment_id: string | null;
    readonly author_id: string;
  },
): Attachment {
  return {
    id: row.id as AttachmentId,
    issue: row.issue_id as IssueId,
    comment: row.comment_id as CommentId | null,
    name: row.name,
    mime: row.mime,
    size: row.size,
    sha256: row.sha256,
    author: row.author_id as UserId,
    ...stampsOf(row),
  };
}

export function viewColumns(view: View, numbers: Numbers): SavedViewTable {
  return {
    id: view.id,
    name: view.name,
    query: view.query,
    columns: JSON.stringify(view.columns),
    grouping: view.grouping,
    layout: view.layout,
    owner: numbers.n('user', view.owner),
    shared: flag(view.shared),
    ...stampColumns(view),
  };
}

export function viewOf(row: SavedViewTable & { readonly owner_id: string }): View {
  return {
    id: row.id as ViewId,
    name: row.name,
    query: row.query,
    columns: JSON.parse(row.columns) as readonly ListColumn[],
    grouping: row.grouping as Grouping,
    layout: row.layout as Layout,
    owner: row.owner_id as UserId,
    shared: row.shared === 1,
    ...stampsOf(row),
  };
}
