import { ACTIVITY_KINDS } from '#domain/activity/activity.ts';
import { ASSIGNMENT_STATUSES } from '#domain/assignment/assignment.ts';
import { FREQUENCIES } from '#domain/issue/bug-details.ts';
import { NOTIFICATION_KINDS } from '#domain/notification/notification.ts';
import { VISIBILITIES } from '#domain/project/project.ts';
import { RELATION_KINDS } from '#domain/relation/relation.ts';
import { STRATEGIES } from '#domain/rule/assignment-rule.ts';
import { ROLES } from '#domain/user/user.ts';
import { GROUPINGS, LAYOUTS } from '#domain/view/view.ts';
import { CHANGE_MARKS } from '#store/change-log.ts';
import { CATEGORY, PRIORITY, RESOLUTION, TYPE } from '#store/codes.ts';

/** Columns that hold one of a closed list of words. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'activity.kind': ACTIVITY_KINDS,
  'assignment.status': ASSIGNMENT_STATUSES,
  'issue_text.bug_frequency': FREQUENCIES,
  'notification.kind': NOTIFICATION_KINDS,
  'project.visibility': VISIBILITIES,
  'relation.kind': RELATION_KINDS,
  'rule.strategy': STRATEGIES,
  'saved_view.grouping': GROUPINGS,
  'saved_view.layout': LAYOUTS,
  'user.role': ROLES,
};

/** Columns whose numbers stand for words. */
const NUMBERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'change.issue': CHANGE_MARKS,
  'issue.category': CATEGORY.of,
  'issue.priority': PRIORITY.of,
  'issue.resolution': RESOLUTION.of,
  'issue.type': TYPE.of,
};

/** The values of a column as the code has them, in Markdown, by `table.column`. */
export const COLUMN_VALUES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(WORDS).map(
    ([column, words]) => [column, words.map((word) => `\`${word}\``).join(', ')] as const,
  ),
  ...Object.entries(NUMBERS).map(([column, numbers]) => {
    const meanings = Object.entries(numbers).map(([word, number]) => `${number} \`${word}\``);
    return [column, meanings.join(', ')] as const;
  }),
]);
