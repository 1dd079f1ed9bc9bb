import { sql } from 'kysely';
import type { IssueType, Priority, Resolution } from '#domain/issue/issue.ts';
import { dayOf, PRIORITY, RESOLUTION, TYPE } from '../codes.ts';
import type { Dialect } from '../dialect.ts';
import type { Read } from '../tables.ts';
import type { Labels, SeverityLabel, StatusLabel } from './labels.ts';
import { oneOf } from './one-of.ts';

export interface PersonLabel {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}

export interface TagLabel {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
}

/** An issue as a list or a board shows it; nothing more has to be asked to paint it. */
export interface IssueListRow {
  readonly seq: number;
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly type: IssueType;
  readonly status: StatusLabel;
  readonly severity: SeverityLabel;
  readonly priority: Priority;
  readonly assignee: PersonLabel | null;
  readonly reporter: PersonLabel;
  readonly tags: readonly TagLabel[];
  readonly resolution: Resolution | null;
  readonly confidential: boolean;
  readonly commentCount: number;
  readonly dueDate: string | null;
  /** Epoch milliseconds, as the other time. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
}

/**
 * The rows of a window, in the order of `seqs`, in two statements. An issue that is gone since the
 * list was made is left out.
 */
export async function readRows(
  db: Read,
  dialect: Dialect,
  seqs: Int32Array,
  labels: Labels,
): Promise<IssueListRow[]> {
  if (seqs.length === 0) return [];
  const wanted = [...seqs];
  const [issues, tags] = await Promise.all([
    db
      .selectFrom('issue')
      .innerJoin('user as reporter', 'reporter.n', 'issue.reporter')
      .leftJoin('user as assignee', 'assignee.n', 'issue.assignee')
      .select([
        'issue.seq',
        'issue.id',
        'issue.project',
        'issue.project_key',
        'issue.number',
        'issue.title',
        'issue.type',
        'issue.status',
        'issue.category',
        'issue.severity',
        'issue.priority',
        'issue.resolution',
        'issue.confidential',
        'issue.comment_count',
        'issue.due',
        'issue.created_at',
        'issue.updated_at',
        'issue.version',
        'reporter.id as reporter_id',
        'reporter.username as reporter_username',
        'reporter.name as reporter_shown',
        'assignee.id as assignee_id',
        'assignee.username as assignee_username',
        'assignee.name as assignee_shown',
      ])
      .where(oneOf(sql.ref<number>('issue.seq'), wanted, dialect))
      .execute(),
    db
      .selectFrom('issue_tag')
      .innerJoin('tag', 'tag.n', 'issue_tag.tag')
      .select(['issue_tag.issue', 'tag.id', 'tag.name', 'tag.colour'])
      .where(oneOf(sql.ref<number>('issue_tag.issue'), wanted, dialect))
      .orderBy('tag.name_fold')
      .execute(),
  ]);

  const tagsOf = new Map<number, TagLabel[]>();
  for (const { issue, id, name, colour } of tags) {
    const known = tagsOf.get(issue);
    if (known) known.push({ id, name, colour });
    else tagsOf.set(issue, [{ id, name, colour }]);
  }
  const rows = new Map<number, IssueListRow>();
  for (const issue of issues) {
    rows.set(issue.seq, {
      seq: issue.seq,
      id: issue.id,
      key: `${issue.project_key}-${issue.number}`,
      title: issue.title,
      type: TYPE.word(issue.type),
      status: labels.status(issue.project, issue.status, issue.category),
      severity: labels.severity(issue.severity),
      priority: PRIORITY.word(issue.priority),
      assignee:
        issue.assignee_id === null
          ? null
          : {
              id: issue.assignee_id,
              username: issue.assignee_username ?? '',
              name: issue.assignee_shown ?? '',
            },
      reporter: {
        id: issue.reporter_id,
        username: issue.reporter_username,
        name: issue.reporter_shown,
      },
      tags: tagsOf.get(issue.seq) ?? [],
      resolution: issue.resolution === null ? null : RESOLUTION.word(issue.resolution),
      confidential: issue.confidential === 1,
      commentCount: issue.comment_count,
      dueDate: issue.due === null ? null : dayOf(issue.due),
      createdAt: issue.created_at,
      updatedAt: issue.updated_at,
      version: issue.version,
    });
  }
  return wanted.flatMap((seq) => rows.get(seq) ?? []);
}
