import type { Issue } from '../issue/issue.ts';
import type { AssignmentRule } from './assignment-rule.ts';

/** What a rule looks at. */
export type RuleSubject = Pick<
  Issue,
  'type' | 'severity' | 'tags' | 'title' | 'description' | 'bug'
>;

/** Whether every condition that the rule gives holds; a list asks for one of its entries. */
export function ruleMatches({ when }: Pick<AssignmentRule, 'when'>, issue: RuleSubject): boolean {
  return (
    (when.severities.length === 0 || when.severities.includes(issue.severity)) &&
    (when.tags.length === 0 || when.tags.some((tag) => issue.tags.includes(tag))) &&
    (when.type === null || when.type === issue.type) &&
    holdsText(issue, plain(when.text).trim())
  );
}

/** The rules that apply to the issue, in the order in which they are tried. */
export function matchingRules(
  rules: readonly AssignmentRule[],
  issue: RuleSubject,
): readonly AssignmentRule[] {
  return rules
    .filter((rule) => rule.enabled && ruleMatches(rule, issue))
    .toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

function holdsText({ title, description, bug }: RuleSubject, wanted: string): boolean {
  if (wanted === '') return true;
  const details = bug === null ? [] : [bug.stepsToReproduce, bug.expected, bug.actual];
  const environment = Object.values(bug?.environment ?? {});
  return [title, description, ...details, ...environment].some((text) =>
    plain(text).includes(wanted),
  );
}

/** Without case and marks; by capitals and back, so that `ß` is `ss`. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase()
    .toLowerCase();
}
