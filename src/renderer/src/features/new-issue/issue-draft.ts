import { z } from 'zod';
import type { CommandArgs } from '#domain/commands.ts';
import type { IssueId, ProjectId, SeverityId, TagId, UserId } from '#domain/ids.ts';
import { ISSUE_TYPES, PRIORITIES } from '#domain/issue/issue.ts';
import { isBlank } from '#domain/text.ts';

const named = z.object({ id: z.string(), name: z.string() });

/** What the form for a new issue holds; kept as a draft while it is being filled. */
const issueDraft = z.object({
  /** Ids; null: the one that was used last, or the usual one. */
  project: z.string().nullable(),
  severity: z.string().nullable(),
  type: z.enum(ISSUE_TYPES),
  title: z.string(),
  steps: z.string(),
  expected: z.string(),
  actual: z.string(),
  description: z.string(),
  environment: z.array(z.object({ name: z.string(), value: z.string() })),
  priority: z.enum(PRIORITIES),
  assignee: named.nullable(),
  tags: z.array(named.extend({ colour: z.string() })),
});
export type IssueDraft = z.infer<typeof issueDraft>;

export const EMPTY_DRAFT: IssueDraft = {
  project: null,
  severity: null,
  type: 'bug',
  title: '',
  steps: '',
  expected: '',
  actual: '',
  description: '',
  environment: [],
  priority: 'medium',
  assignee: null,
  tags: [],
};

/** The draft that was kept; an empty one where none was, or an older version wrote it. */
export function parseDraft(text: string): IssueDraft {
  try {
    const parsed = issueDraft.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : EMPTY_DRAFT;
  } catch {
    return EMPTY_DRAFT;
  }
}

/** Whether anything was written that is worth keeping. */
export function isEmptyDraft(draft: IssueDraft): boolean {
  const { title, steps, expected, actual, description, environment } = draft;
  return [title, steps, expected, actual, description].every(isBlank) && environment.length === 0;
}

/** What the next of several issues starts with: the same place and weight, and empty texts. */
export function nextDraft({ project, type, severity, priority, assignee, tags }: IssueDraft) {
  return { ...EMPTY_DRAFT, project, type, severity, priority, assignee, tags };
}

/** The field that the person has to fill before it can be filed; null where none is missing. */
export function missingField(draft: IssueDraft): 'title' | 'steps' | 'description' | null {
  if (isBlank(draft.title)) return 'title';
  if (draft.type === 'task') return isBlank(draft.description) ? 'description' : null;
  const isDescribed = !isBlank(draft.steps) || !isBlank(draft.description);
  if (!isDescribed) return 'steps';
  return isBlank(draft.steps) && hasOtherDetails(draft) ? 'steps' : null;
}

/** Bug details besides the steps, which these cannot stand without. */
function hasOtherDetails({ expected, actual, environment }: IssueDraft): boolean {
  return !isBlank(expected) || !isBlank(actual) || environment.some(({ name }) => !isBlank(name));
}

interface Chosen {
  readonly id: string;
  readonly project: string;
  readonly severity: string;
}

/** The arguments of the command that files it. */
export function argsOf(draft: IssueDraft, chosen: Chosen): CommandArgs<'issue.create'> {
  const isBug = draft.type === 'bug' && !isBlank(draft.steps);
  return {
    id: chosen.id as IssueId,
    project: chosen.project as ProjectId,
    severity: chosen.severity as SeverityId,
    type: draft.type,
    title: draft.title,
    description: draft.description,
    priority: draft.priority,
    assignee: (draft.assignee?.id ?? null) as UserId | null,
    tags: draft.tags.map(({ id }) => id as TagId),
    bug: isBug
      ? {
          stepsToReproduce: draft.steps,
          expected: draft.expected,
          actual: draft.actual,
          environment: Object.fromEntries(
            draft.environment
              .filter(({ name }) => !isBlank(name))
              .map(({ name, value }) => [name, value]),
          ),
        }
      : null,
  };
}
