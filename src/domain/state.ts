import type { Assignment } from './assignment/assignment.ts';
import type { Attachment } from './attachment/attachment.ts';
import type { Comment } from './comment/comment.ts';
import type { Instant, IssueId, ProjectId, SeverityId, TagId, UserId, WorkflowId } from './ids.ts';
import type { Issue } from './issue/issue.ts';
import type { Notification } from './notification/notification.ts';
import type { Project } from './project/project.ts';
import type { Relation, RelationKind } from './relation/relation.ts';
import type { AssignmentRule } from './rule/assignment-rule.ts';
import type { Severity } from './severity/severity.ts';
import type { Tag } from './tag/tag.ts';
import type { User } from './user/user.ts';
import type { View } from './view/view.ts';
import type { Workflow } from './workflow/workflow.ts';
import type { Workspace } from './workspace.ts';

/** Every table that commands read and write, and the row that each holds. */
export interface Tables {
  readonly workspace: Workspace;
  readonly user: User;
  readonly project: Project;
  readonly severity: Severity;
  readonly tag: Tag;
  readonly workflow: Workflow;
  readonly rule: AssignmentRule;
  readonly issue: Issue;
  readonly comment: Comment;
  readonly assignment: Assignment;
  readonly relation: Relation;
  readonly attachment: Attachment;
  readonly notification: Notification;
  readonly view: View;
}

export type TableName = keyof Tables;

/** The next row of one thing: what `evolve` answers. `row: null` removes it. */
export type RowChange = {
  [T in TableName]: {
    readonly table: T;
    readonly id: string;
    readonly row: Tables[T] | null;
    /** false keeps the row's version: watching or discussing an issue is not a change of it. */
    readonly touch?: false;
  };
}[TableName];

/** A search for the one row that holds a unique value; names are compared ignoring case. */
export type Lookup =
  | { readonly find: 'user'; readonly by: 'username' | 'email'; readonly value: string }
  | { readonly find: 'project'; readonly by: 'key'; readonly value: string }
  | { readonly find: 'tag'; readonly by: 'name'; readonly value: string }
  | { readonly find: 'severity'; readonly by: 'level'; readonly value: string }
  | { readonly find: 'workflow'; readonly by: 'name'; readonly value: string }
  | {
      readonly find: 'issue';
      readonly by: 'external';
      readonly value: string;
      readonly source: string;
    }
  /** The assignment that is not completed, else the newest one. */
  | { readonly find: 'assignment'; readonly by: 'issue'; readonly value: IssueId };

/** A notification, and of its issue what decides who sees that: there may be thousands. */
export interface UnreadNotification {
  readonly id: Notification['id'];
  readonly issue: Pick<Issue, 'project' | 'confidential' | 'reporter' | 'assignee'>;
}

/** A candidate of an assignment rule, as the balance of work sees it. */
export interface CandidateLoad {
  readonly user: UserId;
  /** Sum over the person's issues in `todo` and `doing` of (ranks + 1 - rank) of the severity. */
  readonly workload: number;
  /** When the person was last assigned anything; null: never. */
  readonly lastAssignedAt: Instant | null;
  /** When the person was last assigned by this very rule; null: never. */
  readonly lastAssignedByRuleAt: Instant | null;
}

/** A rule, the people whom it names by themselves or by role (none blocked), and their loads. */
export interface RuleWithCandidates {
  readonly rule: AssignmentRule;
  readonly people: readonly User[];
  readonly loads: readonly CandidateLoad[];
}

/** Facts about sets of rows, answered by the store after what is pending has been written. */
export interface Answers {
  /** Admins who are not blocked. */
  readonly activeAdmins: { readonly question: object; readonly answer: readonly UserId[] };
  /** People who are not blocked and have one of these roles; loaded too. */
  readonly peopleWithRoles: {
    readonly question: { readonly roles: readonly User['role'][] };
    readonly answer: readonly UserId[];
  };
  /**
   * The project's enabled rules by rising order, then id, each with everyone whom it means and what
   * they have to do.
   */
  readonly rulesWithCandidates: {
    readonly question: { readonly project: ProjectId };
    readonly answer: readonly RuleWithCandidates[];
  };
  /** Who set this field of the issue last; null: the activity does not say. */
  readonly lastChange: {
    readonly question: { readonly issue: IssueId; readonly field: string };
    readonly answer: { readonly by: UserId; readonly at: Instant } | null;
  };
  /** Whose number it is; null: nobody's. */
  readonly issueByNumber: {
    readonly question: { readonly project: ProjectId; readonly number: number };
    readonly answer: IssueId | null;
  };
  /** The issues that `issue` is said to duplicate, itself first, following the chain. */
  readonly duplicateChain: {
    readonly question: { readonly issue: IssueId };
    readonly answer: readonly IssueId[];
  };
  /** Relations between two issues, whichever way; loaded too. */
  readonly relationsBetween: {
    readonly question: { readonly issue: IssueId; readonly other: IssueId };
    readonly answer: readonly Relation['id'][];
  };
  /**
   * The issue, and every one that it leads to by relations of a kind; where the kind is
   * `duplicates`, by `duplicateOf` too.
   */
  readonly reachedFrom: {
    readonly question: {
      readonly issue: IssueId;
      readonly kind: Exclude<RelationKind, 'relates'>;
    };
    readonly answer: readonly IssueId[];
  };
  /** Files at a comment; loaded too. */
  readonly attachmentsOfComment: {
    readonly question: { readonly comment: Comment['id'] };
    readonly answer: readonly Attachment['id'][];
  };
  /** Issues whose row names this severity; they are loaded into the state too. */
  readonly issuesWithSeverity: {
    readonly question: { readonly severity: SeverityId };
    readonly answer: readonly IssueId[];
  };
  /** Issues that carry this tag; loaded too. */
  readonly issuesWithTag: {
    readonly question: { readonly tag: TagId };
    readonly answer: readonly IssueId[];
  };
  /** Issues of projects that follow this workflow, in one of these states; loaded too. */
  readonly issuesInStates: {
    readonly question: { readonly workflow: WorkflowId; readonly states: readonly string[] };
    readonly answer: readonly IssueId[];
  };
  /** Issues of this project, in one of these states; loaded too. */
  readonly issuesOfProject: {
    readonly question: { readonly project: ProjectId; readonly states: readonly string[] };
    readonly answer: readonly IssueId[];
  };
  /** Projects that name this workflow, or, for the default, none; loaded too. */
  readonly projectsWithWorkflow: {
    readonly question: { readonly workflow: WorkflowId };
    readonly answer: readonly ProjectId[];
  };
  /** Severities by rising rank; also loaded. */
  readonly severitiesByRank: { readonly question: object; readonly answer: readonly SeverityId[] };
  /** Unread notifications of a person; loaded too, with the projects of their issues alone. */
  readonly unreadNotifications: {
    readonly question: { readonly recipient: UserId };
    readonly answer: readonly UnreadNotification[];
  };
  /** What belongs to an issue that goes away; loaded too. */
  readonly partsOfIssue: {
    readonly question: { readonly issue: IssueId };
    readonly answer: {
      readonly comments: readonly Comment['id'][];
      readonly assignments: readonly Assignment['id'][];
      readonly notifications: readonly Notification['id'][];
      readonly attachments: readonly Attachment['id'][];
      /** At either end. */
      readonly relations: readonly Relation['id'][];
      /** Issues whose duplicateOf points here. */
      readonly duplicates: readonly IssueId[];
    };
  };
}

export type AnswerName = keyof Answers;
/** A question with its arguments, such as `{ ask: 'activeAdmins', of: {} }`. */
export type Question = {
  [A in AnswerName]: { readonly ask: A; readonly of: Answers[A]['question'] };
}[AnswerName];

/** What a command must see before it can decide. Ids that do not exist are simply not loaded. */
export interface Needs {
  readonly rows?: { readonly [T in TableName]?: readonly string[] };
  readonly lookups?: readonly Lookup[];
}

/**
 * What `decide` reads. Loading an issue brings its project and that project's workflow (or the
 * default one), its severity, tags, reporter, assignee and newest assignment; loading a notification,
 * a comment, an assignment or an attachment brings its issue, loading a relation both issues; loading
 * a project brings the workflow it follows, loading a rule its project. The actor, the workspace and
 * its default workflow are always there.
 */
export interface ReadState {
  get<T extends TableName>(table: T, id: string): Tables[T] | undefined;
  /**
   * The id of the row that holds the value, if any; the lookup must have been named in `needs`, but
   * for the assignment of an issue that was loaded.
   */
  find(lookup: Lookup): string | undefined;
  /** The answer to a question that `asks` named. */
  answer<A extends AnswerName>(ask: A, of: Answers[A]['question']): Answers[A]['answer'];
}
