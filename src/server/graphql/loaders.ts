import DataLoader from 'dataloader';
import type { Asker } from '#engine/asker.ts';
import { attachmentsOfIssues } from '#engine/queries/attachments.ts';
import { commentsOfIssues } from '#engine/queries/comments.ts';
import { readIssueShapes } from '#engine/queries/issue-shapes.ts';
import { readTags } from '#engine/queries/list-tags.ts';
import { listSeverities, listWorkflows } from '#engine/queries/managed-lists.ts';
import { newestInProjects } from '#engine/queries/newest-in-projects.ts';
import { projectShapes, seenProjects } from '#engine/queries/projects.ts';
import { relationsOfIssues } from '#engine/queries/relations.ts';
import { listRules } from '#engine/queries/rules.ts';
import type {
  AttachmentShape,
  CommentShape,
  IssueShape,
  ProjectShape,
  RelationShape,
  RuleShape,
  SeverityShape,
  TagShape,
  WorkflowShape,
} from '#protocol/shapes.ts';
import { loadUsers } from '#store/load-tables.ts';
import { type RestUser, restUser } from '../rest/shapes.ts';

type ById<T> = DataLoader<string, T | undefined>;

/** Which comments of an issue. */
export interface CommentPart {
  readonly issue: string;
  readonly end: 'first' | 'last';
  readonly count: number;
}

/**
 * Reads things together: what the fields of one depth ask for is one call of the engine, which takes
 * as many statements for a hundred of them as for one. One for a request; what the caller does not
 * see is undefined.
 */
export class Loaders {
  readonly issues: ById<IssueShape>;
  readonly users: ById<RestUser>;
  readonly projects: ById<ProjectShape>;
  readonly severities: ById<SeverityShape>;
  readonly tags: ById<TagShape>;
  readonly workflows: ById<WorkflowShape>;
  readonly rules: ById<RuleShape>;
  readonly relations: DataLoader<string, readonly RelationShape[]>;
  readonly attachments: DataLoader<string, readonly AttachmentShape[]>;
  readonly comments: DataLoader<CommentPart, readonly CommentShape[], string>;
  readonly newest: DataLoader<{ project: string; count: number }, readonly string[], string>;

  constructor(asker: Asker) {
    this.issues = byId((ids) => readIssueShapes(ids, asker));
    this.users = byId(async (ids) => {
      const rows = await loadUsers(asker.store.read, asker.store.dialect, ids);
      return rows.map((row) => restUser(row, asker.user));
    });
    this.projects = byId(async (ids) => {
      const wanted = new Set(ids);
      const seen = await seenProjects({ text: '', archived: true }, asker);
      const found = await projectShapes(
        seen.filter(({ id }) => wanted.has(id)),
        asker,
      );
      return found.map(({ shape }) => shape);
    });
    this.severities = byId(async () => (await listSeverities(asker)).severities);
    this.tags = byId((ids) => readTags(ids, asker));
    this.workflows = byId(async () => (await listWorkflows(asker)).workflows);
    this.rules = byId(() => listRules(null, asker));
    this.relations = ofEach((ids) => relationsOfIssues(ids, asker));
    this.attachments = ofEach((ids) => attachmentsOfIssues(ids, asker));
    this.comments = new DataLoader(
      (parts) =>
        alike(
          parts,
          ({ end, count }) => `${end} ${count}`,
          (group, { end, count }) =>
            commentsOfIssues(
              group.map(({ issue }) => issue),
              { end, count },
              asker,
            ),
          ({ issue }) => issue,
        ),
      { cacheKeyFn: ({ issue, end, count }) => `${issue} ${end} ${count}` },
    );
    this.newest = new DataLoader(
      (parts) =>
        alike(
          parts,
          ({ count }) => String(count),
          (group, { count }) =>
            newestInProjects(
              group.map(({ project }) => project),
              count,
              asker,
            ),
          ({ project }) => project,
        ),
      { cacheKeyFn: ({ project, count }) => `${project} ${count}` },
    );
  }
}

function byId<T extends { readonly id: string }>(
  read: (ids: readonly string[]) => Promise<readonly T[]>,
): ById<T> {
  return new DataLoader(async (ids) => {
    const rows = new Map((await read(ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id));
  });
}

function ofEach<T>(read: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly T[]>>) {
  return new DataLoader<string, readonly T[]>(async (ids) => {
    const lists = await read(ids);
    return ids.map((id) => lists.get(id) ?? []);
  });
}

/** Parts that are asked for alike are read at once; the answers stand in the order of the parts. */
async function alike<Part, T>(
  parts: readonly Part[],
  kindOf: (part: Part) => string,
  read: (group: readonly Part[], first: Part) => Promise<ReadonlyMap<string, readonly T[]>>,
  ownerOf: (part: Part) => string,
): Promise<(readonly T[])[]> {
  const lists = new Map<string, ReadonlyMap<string, readonly T[]>>();
  for (const [kind, group] of Map.groupBy(parts, kindOf)) {
    const [first] = group;
    if (first !== undefined) lists.set(kind, await read(group, first));
  }
  return parts.map((part) => lists.get(kindOf(part))?.get(ownerOf(part)) ?? []);
}
