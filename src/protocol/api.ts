import { z } from 'zod';
import { commandId } from '#domain/ids.ts';
import { role } from '#domain/user/user.ts';
import * as shape from './shapes.ts';

/*
 * ONE table for both shells: name → kind, input, output. Inputs are parsed at the door of the host;
 * outputs are types for the renderer (and checked against these schemas in the tests).
 */

interface Call<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'query' | 'command';
  readonly input: I;
  readonly output: O;
}
const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> => ({
  kind: 'query',
  input,
  output,
});
const command = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> => ({
  kind: 'command',
  input,
  output,
});

const nothing = z.strictObject({});
const done = z.null();
const id = z.string().max(64);
/** The longest query text that a person types or a view keeps. */
const queryText = z.string().max(4000);
const timeZone = z.string().max(64);
/** A draft of every long text of an issue; one message of the browser shell holds it in any script. */
const DRAFT_MOST = 1_000_000;
/** Bytes of a file that a page hands over. */
const FILE_MOST = 8 * 1024 ** 3;
const windowOf = { offset: z.int().min(0), count: z.int().min(1).max(500) };

const suggestion = z.object({
  /** What replaces the text from `at` (1-based) for `length` units. */
  insert: z.string(),
  label: z.string(),
  detail: z.string(),
});

export const issuesPage = z.object({
  total: z.number(),
  rows: z.array(shape.issueRow),
  /** With `group: status`: every status that matches, in the order of the list. */
  groups: z.array(
    z.object({
      status: z.string(),
      label: z.string(),
      category: z.string(),
      count: z.number(),
    }),
  ),
  /** Ranking looked at part of the hits only (many matched). */
  capped: z.boolean(),
  /** The search index is still being filled after an import. */
  incomplete: z.boolean(),
  /** The data version that the answer shows. */
  version: z.number(),
});
export type IssuesPage = z.infer<typeof issuesPage>;

export const boardPage = z.object({
  columns: z.array(
    z.object({
      status: z.string(),
      label: z.string(),
      category: z.string(),
      total: z.number(),
      rows: z.array(shape.issueRow),
    }),
  ),
  workflow: z.string(),
  incomplete: z.boolean(),
  version: z.number(),
});
export type BoardPage = z.infer<typeof boardPage>;

export const issueView = z.object({
  issue: shape.issueShape,
  status: z.object({ name: z.string(), label: z.string(), category: z.string() }),
  moves: z.array(shape.moveShape),
  assignments: z.array(shape.assignmentShape),
  watchers: z.array(shape.personShape),
  may: z.object({
    edit: shape.permissionShape,
    assign: shape.permissionShape,
    take: shape.permissionShape,
    unassign: shape.permissionShape,
    comment: shape.permissionShape,
    delete: shape.permissionShape,
    removeBug: shape.permissionShape,
    mark: shape.permissionShape,
    lift: shape.permissionShape,
    createTag: shape.permissionShape,
    writeNote: shape.permissionShape,
  }),
});
export type IssueView = z.infer<typeof issueView>;

const adjustment = z.object({ row: z.number(), field: z.string(), message: z.string() });
export const importReport = z.object({
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  adjusted: z.array(adjustment),
  skipped: z.array(adjustment),
  /** Fields that were left because somebody changed them here since the last import. */
  kept: z.array(adjustment),
  seconds: z.number(),
});
export type ImportReport = z.infer<typeof importReport>;

/** Long work: what it is, how far it is. */
export const taskShape = z.object({
  id,
  kind: z.enum(['import']),
  label: z.string(),
  /** It only looks; nothing is written. */
  dryRun: z.boolean(),
  phase: z.enum(['reading', 'waiting', 'copying', 'indexing', 'done', 'cancelled', 'failed']),
  done: z.number(),
  /** null while it is not known. */
  total: z.number().nullable(),
  report: importReport.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type TaskShape = z.infer<typeof taskShape>;

export const sessionShape = z.object({
  /** null: nobody has started yet (first start). */
  workspace: z.object({ name: z.string() }).nullable(),
  /** Who works here now; null: choose a profile. */
  profile: shape.userShape.nullable(),
  /** Where the workspace lies, as shown to people. */
  folder: z.string(),
  shell: z.enum(['electron', 'browser']),
  /** What the person may do in the workspace as a whole. */
  may: z.object({
    createProject: shape.permissionShape,
    createSeverity: shape.permissionShape,
    createTag: shape.permissionShape,
    editTag: shape.permissionShape,
    managePeople: shape.permissionShape,
    import: shape.permissionShape,
  }),
  settings: z.record(z.string(), z.string()),
  counts: z.object({ unread: z.number(), issues: z.number() }),
});
export type SessionShape = z.infer<typeof sessionShape>;

export const commandOutcome = z.object({
  id: z.string(),
  outcome: z.enum(['accepted', 'rejected']),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      field: z.string().optional(),
      details: z.unknown().optional(),
    })
    .optional(),
});
export type CommandOutcome = z.infer<typeof commandOutcome>;

export const API = {
  'session.get': query(nothing, sessionShape),
  'session.profiles': query(
    z.strictObject({ text: z.string().max(200), ...windowOf }),
    z.object({ total: z.number(), people: z.array(shape.userShape) }),
  ),
  'session.enter': command(
    z.strictObject({ user: id, password: z.string().max(128).optional() }),
    sessionShape,
  ),
  'session.leave': command(nothing, done),
  /** null takes the password away. One's own needs `current` where one is set. */
  'password.set': command(
    z.strictObject({
      user: id,
      password: z.string().max(128).nullable(),
      current: z.string().max(128).optional(),
    }),
    done,
  ),
  'workspace.start': command(
    z.strictObject({
      name: z.string().max(400),
      /** `import`: without a project, since the file brings its own. */
      start: z.enum(['empty', 'sample', 'import']),
    }),
    sessionShape,
  ),

  execute: command(
    z.strictObject({
      commands: z
        .array(
          z.strictObject({
            id: commandId,
            name: z.string().max(60),
            args: z.record(z.string(), z.unknown()),
          }),
        )
        .min(1)
        .max(200),
      /** All or nothing. */
      atomic: z.boolean().optional(),
    }),
    z.object({ outcomes: z.array(commandOutcome), version: z.number() }),
  ),

  'issues.page': query(
    z.strictObject({
      query: queryText,
      group: z.enum(['none', 'status']),
      /** Statuses whose rows are left out of the list (their counts stay). */
      collapsed: z.array(z.string().max(60)).max(100),
      timeZone,
      ...windowOf,
    }),
    issuesPage,
  ),
  'issues.suggest': query(
    z.strictObject({ query: queryText, caret: z.int().min(0).max(4000) }),
    z.object({ at: z.number(), length: z.number(), suggestions: z.array(suggestion) }),
  ),
  'board.page': query(
    z.strictObject({ query: queryText, timeZone, count: z.int().min(1).max(200) }),
    boardPage,
  ),
  'board.window': query(
    z.strictObject({ query: queryText, timeZone, status: z.string().max(60), ...windowOf }),
    z.object({ total: z.number(), rows: z.array(shape.issueRow), version: z.number() }),
  ),
  /** By id or by key, in any case. */
  'issue.get': query(z.strictObject({ issue: id }), issueView),
  'issue.moves': query(
    z.strictObject({ issue: id }),
    z.object({ moves: z.array(shape.moveShape) }),
  ),
  'issue.timeline': query(
    z.strictObject({ issue: id, show: z.enum(['all', 'comments', 'changes']), ...windowOf }),
    z.object({ total: z.number(), entries: z.array(shape.timelineEntry) }),
  ),
  'inbox.page': query(
    z.strictObject({ unread: z.boolean(), ...windowOf }),
    z.object({
      total: z.number(),
      unread: z.number(),
      notifications: z.array(shape.notificationShape),
    }),
  ),

  'people.search': query(
    z.strictObject({
      text: z.string().max(200),
      /** Only people who may be assigned in this project. */
      project: id.optional(),
      roles: z.array(role).optional(),
      ...windowOf,
    }),
    z.object({ total: z.number(), people: z.array(shape.userShape) }),
  ),
  'projects.list': query(
    z.strictObject({ text: z.string().max(200), archived: z.boolean(), ...windowOf }),
    z.object({ total: z.number(), projects: z.array(shape.projectShape) }),
  ),
  'severities.list': query(nothing, z.object({ severities: z.array(shape.severityShape) })),
  'tags.search': query(
    z.strictObject({ text: z.string().max(200), ...windowOf }),
    z.object({ total: z.number(), tags: z.array(shape.tagShape) }),
  ),
  'workflows.list': query(nothing, z.object({ workflows: z.array(shape.workflowShape) })),

  'draft.get': query(
    z.strictObject({ key: z.string().max(200) }),
    z.object({ value: z.string().nullable(), savedAt: z.string().nullable() }),
  ),
  /** null removes the draft. */
  'draft.set': command(
    z.strictObject({ key: z.string().max(200), value: z.string().max(DRAFT_MOST).nullable() }),
    done,
  ),
  'setting.set': command(
    z.strictObject({ key: z.string().max(60), value: z.string().max(10_000) }),
    done,
  ),

  /** A file of the person's machine comes in pieces (base64), so that both shells work alike. */
  'file.begin': command(
    z.strictObject({ name: z.string().max(400), size: z.int().min(0).max(FILE_MOST) }),
    z.object({ file: id }),
  ),
  'file.append': command(
    z.strictObject({ file: id, base64: z.string().max(6_000_000) }),
    z.object({ received: z.number() }),
  ),
  'import.start': command(
    z.strictObject({
      file: id,
      project: z.string().max(20).optional(),
      dryRun: z.boolean(),
      skipBad: z.boolean(),
    }),
    z.object({ task: id }),
  ),
  'task.list': query(nothing, z.object({ tasks: z.array(taskShape) })),
  'task.cancel': command(z.strictObject({ task: id }), done),
} as const;

export type Api = typeof API;
export type CallName = keyof Api;
export type CallInput<N extends CallName> = z.input<Api[N]['input']>;
export type CallOutput<N extends CallName> = z.infer<Api[N]['output']>;

/** What hosts tell their windows without being asked. */
export type FeedMessage =
  | {
      readonly kind: 'changed';
      readonly version: number;
      /** Ids of issues that changed; null: too many to name, read again. */
      readonly issues: readonly string[] | null;
      /** Tables of the domain that changed. */
      readonly tables: readonly string[];
    }
  | { readonly kind: 'task'; readonly task: TaskShape }
  /** A menu entry or a shortcut of the system asks the page to do something. */
  | { readonly kind: 'menu'; readonly action: string }
  /** A link asks to show an issue, by its key. */
  | { readonly kind: 'open'; readonly issue: string }
  /** The host ends once the page has said what it still holds and has closed its connection. */
  | { readonly kind: 'closing' };
