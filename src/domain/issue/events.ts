import type { Activity } from '../activity/activity.ts';
import type { Assignment } from '../assignment/assignment.ts';
import type { Attachment } from '../attachment/attachment.ts';
import type { Comment } from '../comment/comment.ts';
import type { IssueId, TagId, UserId } from '../ids.ts';
import type { Relation } from '../relation/relation.ts';
import type { Category } from '../workflow/workflow.ts';
import type { BugDetails } from './bug-details.ts';
import type { Issue } from './issue.ts';

/** Fields that `issue.edit` changes, one command a field. */
export const EDITABLE_FIELDS = [
  'title',
  'description',
  'type',
  'severity',
  'priority',
  'dueDate',
  'confidential',
  'resolutionNote',
] as const;
export type EditableField = (typeof EDITABLE_FIELDS)[number];

/** Fields of the bug details that `bug.edit` changes. */
export const BUG_FIELDS = [
  'stepsToReproduce',
  'expected',
  'actual',
  'frequency',
  'environment',
] as const;
export type BugField = (typeof BUG_FIELDS)[number];

/** How an issue ended; all null while it has not (but a note written beforehand). */
export type Ending = Pick<
  Issue,
  'resolution' | 'resolutionNote' | 'fixedIn' | 'duplicateOf' | 'resolvedAt' | 'closedAt'
>;

/** What happened to an issue, past tense; folding these gives its rows (`evolve`). */
export type IssueEvent =
  | { readonly type: 'issue.created'; readonly issue: Issue }
  | {
      readonly [F in EditableField]: {
        readonly type: 'issue.edited';
        readonly issue: IssueId;
        readonly field: F;
        readonly from: Issue[F];
        readonly to: Issue[F];
        /** Shown text for the activity, where the value is an id (severity: its level). */
        readonly shown?: { readonly from: string; readonly to: string };
      };
    }[EditableField]
  | { readonly type: 'issue.bug-added'; readonly issue: IssueId; readonly bug: BugDetails }
  | {
      readonly [F in BugField]: {
        readonly type: 'issue.bug-edited';
        readonly issue: IssueId;
        readonly field: F;
        readonly from: BugDetails[F];
        readonly to: BugDetails[F];
      };
    }[BugField]
  | { readonly type: 'issue.bug-removed'; readonly issue: IssueId; readonly bug: BugDetails }
  | {
      readonly type: 'issue.tagged' | 'issue.untagged';
      readonly issue: IssueId;
      readonly tag: TagId;
      readonly name: string;
    }
  | {
      readonly type: 'issue.watched' | 'issue.unwatched';
      readonly issue: IssueId;
      readonly user: UserId;
    }
  | {
      readonly type: 'issue.transitioned';
      readonly issue: IssueId;
      readonly from: string;
      readonly to: string;
      readonly category: Category;
      /** What the row held before it: the activity keeps what is cleared. */
      readonly before: Ending;
      /** What the row holds after it; cleared on the way back to todo or doing. */
      readonly after: Ending;
    }
  | {
      readonly type: 'issue.assigned';
      readonly issue: IssueId;
      readonly assignment: Assignment;
      readonly from: UserId | null;
      /** "by rule “Blockers to Ana or Li”: workload 3 against 7"; null when a person chose. */
      readonly reason: string | null;
      readonly shown: { readonly from: string | null; readonly to: string };
    }
  | {
      readonly type: 'issue.unassigned';
      readonly issue: IssueId;
      readonly from: UserId;
      readonly shown: { readonly from: string };
    }
  /** The row of an assignment after a transition, an end or a reopening. No activity of its own. */
  | { readonly type: 'assignment.changed'; readonly assignment: Assignment }
  /** Rules exist, and none found anybody. */
  | { readonly type: 'issue.unassignable'; readonly issue: IssueId }
  | {
      readonly type: 'issue.deleted';
      readonly issue: Issue;
      readonly comments: readonly Comment['id'][];
      readonly assignments: readonly Assignment['id'][];
      readonly notifications: readonly string[];
      readonly attachments: readonly Attachment['id'][];
      readonly relations: readonly Relation['id'][];
      readonly duplicates: readonly IssueId[];
    }
  /** History from elsewhere: sets the whole row; `history` is activity that the fold ignores. */
  | {
      readonly type: 'issue.imported';
      /** false: it was here before, and some of its fields are updated. */
      readonly isNew: boolean;
      readonly issue: Issue;
      readonly comments: readonly Comment[];
      readonly assignments: readonly Assignment[];
      readonly history: readonly Activity[];
    };
