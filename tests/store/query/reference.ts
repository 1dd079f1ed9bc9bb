import fc, { type GeneratorValue } from 'fast-check';
import type { Issue } from '#domain/issue/issue.ts';
import type { DateTerm, SortKey, Term } from '#domain/query/ast.ts';
import { idOf } from '#tests/support/rows.ts';
import { ASKED, type Links, parsed, SEVERITIES, TAGS, type Username } from './world.ts';

/*
 * The obvious meaning of a query: a filter over issues in memory, written without looking at the
 * SQL. Dates are told apart by their texts, so only whole days in UTC are asked for.
 */

const TERMS = [
  ...['project:PAY', 'project:SEC', 'status:open', 'status:closed,resolved', 'type:bug'],
  ...['severity:Blocker', 'severity:Major,Trivial', 'priority:low,high', 'priority:critical'],
  ...['resolution:none', 'resolution:fixed', 'resolution:none,duplicate', 'key:PAY-1,SEC-2'],
  ...['assignee:none', 'assignee:bo', 'assignee:me,none', 'reporter:me', 'reporter:ana,cy'],
  ...['tag:none', 'tag:ui', 'tag:käse,none', 'env:android', 'env:os=android', 'env:none'],
  ...['created:2026', 'created:>2026-01-01', 'updated:<=2026-02', 'resolved:none'],
  ...['resolved:2025', 'due:none', 'due:2026-02..2026-03', 'due:<2026-01-01', 'is:open'],
  ...['is:resolved,closed', 'is:unassigned', 'is:confidential', 'is:watching', 'is:overdue'],
  ...['has:due', 'has:steps', 'has:comment', 'has:attachment', 'has:duplicate', 'is:blocked'],
  ...['is:blocked,overdue', 'has:duplicate,attachment'],
] as const;
const SORTS = [
  ...['created', 'updated', 'key', 'title', 'severity', 'priority', 'status'],
  ...['assignee', 'reporter', 'due'],
] as const;

/** A query of up to four terms and up to three sort keys, and who asks it. */
export function drawQuery(draw: GeneratorValue): { readonly text: string; readonly who: Username } {
  const terms = draw(fc.subarray<(typeof TERMS)[number]>, [...TERMS], { maxLength: 4 });
  const signed = terms.map((term) => (draw(fc.boolean) ? `-${term}` : term));
  const keys = draw(fc.shuffledSubarray<(typeof SORTS)[number]>, [...SORTS], { maxLength: 3 });
  const sort = keys.map((key) => (draw(fc.boolean) ? `-${key}` : key)).join(',');
  const who = draw(fc.constantFrom<Username[]>, 'ana', 'bo', 'cy', 'dee');
  return { text: [...signed, ...(sort === '' ? [] : [`sort:${sort}`])].join(' '), who };
}

/** The keys of the issues that the query finds, in the order of the list. */
export function findIn(
  issues: readonly Issue[],
  links: Links,
  text: string,
  who: Username,
): string[] {
  const query = parsed(text);
  const keys = query.sort.length > 0 ? query.sort : [{ field: 'updated' as const, falling: true }];
  const seen = issues.filter((issue) => sees(who, issue));
  const world: Seen = { ...links, issues: seen, who };
  return issues
    .map((issue, place) => ({ issue, place }))
    .filter(({ issue }) => sees(who, issue))
    .filter(({ issue }) => query.terms.every((term) => holds(term, issue, world) !== term.negated))
    .sort((a, b) => compare(a, b, keys))
    .map(({ issue }) => keyOf(issue));
}

function keyOf(issue: Issue): string {
  return `${issue.project === idOf('PAY') ? 'PAY' : 'SEC'}-${issue.number}`;
}

function sees(who: Username, issue: Issue): boolean {
  if (who === 'ana') return true;
  if (issue.project === idOf('SEC') && who === 'dee') return false;
  const own = issue.reporter === idOf(who) || issue.assignee === idOf(who);
  return !issue.confidential || who === 'bo' || own;
}

/** What the asker sees of the world. */
interface Seen extends Links {
  readonly issues: readonly Issue[];
  readonly who: Username;
}

function isOpen({ category }: Issue): boolean {
  return category === 'todo' || category === 'doing';
}

function holds(term: Term, issue: Issue, { who, ...world }: Seen): boolean {
  const saidOf = (kind: string) =>
    (world.relations ?? [])
      .filter((one) => one.kind === kind && one.other === issue.id)
      .flatMap((one) => world.issues.filter(({ id }) => id === one.issue));
  switch (term.kind) {
    case 'type':
      return term.values.some(({ value }) => value === issue.type);
    case 'priority':
      return term.values.some(({ value }) => value === issue.priority);
    case 'resolution':
      return term.values.some(({ value }) => value === issue.resolution);
    case 'name': {
      const named = {
        project: keyOf(issue).slice(0, 3),
        status: issue.status,
        severity: SEVERITIES.find((level) => idOf(level) === issue.severity) ?? '',
      }[term.field];
      return term.values.some(({ value }) => value.toLowerCase() === named.toLowerCase());
    }
    case 'tag': {
      const names = TAGS.filter((_, index) => issue.tags.includes(idOf(`tag${index}`)));
      return term.values.some(({ value }) =>
        value === null
          ? names.length === 0
          : names.some((name) => name.toLowerCase() === value.toLowerCase()),
      );
    }
    case 'person':
      return term.values.some(({ value }) => {
        if (value.kind === 'none') return issue[term.field] === null;
        return issue[term.field] === idOf(value.kind === 'me' ? who : value.username);
      });
    case 'key':
      return term.values.some(({ value }) => `${value.project}-${value.number}` === keyOf(issue));
    case 'env': {
      const entries = Object.entries(issue.bug?.environment ?? {});
      return term.values.some(({ value }) =>
        value === null
          ? entries.length === 0
          : entries.some(
              ([key, found]) =>
                (value.key === null || value.key === key) &&
                found.toLowerCase().startsWith(value.text.toLowerCase()),
            ),
      );
    }
    case 'date':
      return term.values.some(({ value }) => dated(value, dayOf(issue, term.field)));
    case 'is':
      return term.values.some(({ value }) => {
        if (value === 'open') return isOpen(issue);
        if (value === 'blocked') return saidOf('blocks').some(isOpen);
        if (value === 'resolved') return issue.category === 'done';
        if (value === 'closed') return issue.category === 'closed';
        if (value === 'unassigned') return issue.assignee === null;
        if (value === 'confidential') return issue.confidential;
        if (value === 'watching') return issue.watchers.includes(idOf(who));
        if (value === 'overdue') {
          return isOpen(issue) && issue.dueDate !== null && issue.dueDate < TODAY;
        }
        throw new Error(`The reference knows no is:${value}.`);
      });
    case 'has':
      return term.values.some(({ value }) => {
        if (value === 'due') return issue.dueDate !== null;
        if (value === 'steps') return issue.bug !== null;
        if (value === 'comment') return false;
        if (value === 'attachment') {
          return (world.attachments ?? []).some((file) => file.issue === issue.id);
        }
        const marked = world.issues.some(({ duplicateOf }) => duplicateOf === issue.id);
        return marked || saidOf('duplicates').length > 0;
      });
    case 'text':
      throw new Error('The reference knows no words.');
  }
}

const TODAY = new Date(ASKED).toISOString().slice(0, 10);

function dayOf(issue: Issue, field: DateTerm['field']): string | null {
  if (field === 'due') return issue.dueDate;
  const instant = issue[`${field}At`];
  return instant === null ? null : new Date(instant).toISOString().slice(0, 10);
}

/** ISO days compare as texts; a shorter period stands for all days that begin with it. */
function dated(match: DateTerm['values'][number]['value'], day: string | null): boolean {
  if (match.kind === 'none') return day === null;
  if (day === null) return false;
  if (match.kind === 'in') return day.startsWith(match.period);
  if (match.kind === 'range') {
    return (
      day.slice(0, match.from.length) >= match.from && day.slice(0, match.to.length) <= match.to
    );
  }
  if (match.kind === 'age') throw new Error('The reference knows no ages.');
  const cut = day.slice(0, match.period.length);
  switch (match.operator) {
    case '<':
      return cut < match.period;
    case '<=':
      return cut <= match.period;
    case '>':
      return cut > match.period;
    case '>=':
      return cut >= match.period;
  }
}

interface Placed {
  readonly issue: Issue;
  /** The order in which they were made. */
  readonly place: number;
}

function compare(
  a: Placed,
  b: Placed,
  keys: readonly Pick<SortKey, 'field' | 'falling'>[],
): number {
  for (const { field, falling } of keys) {
    const [left, right] = [sortValue(a.issue, field), sortValue(b.issue, field)];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right === falling ? 1 : -1;
  }
  return keys.at(-1)?.falling ? b.place - a.place : a.place - b.place;
}

const NAMES = ['ana', 'bo', 'cy', 'dee'];
const PRIORITY_ORDER = ['critical', 'high', 'medium', 'low'];
const CATEGORY_ORDER = ['todo', 'doing', 'done', 'closed'];

function sortValue(issue: Issue, field: SortKey['field']): string | number | null {
  switch (field) {
    case 'created':
      return issue.createdAt;
    case 'updated':
      return issue.updatedAt;
    case 'key':
      return keyOf(issue);
    case 'title':
      return issue.title.toLowerCase();
    case 'severity':
      return SEVERITIES.findIndex((level) => idOf(level) === issue.severity);
    case 'priority':
      return PRIORITY_ORDER.indexOf(issue.priority);
    case 'status':
      return CATEGORY_ORDER.indexOf(issue.category);
    case 'assignee':
      return NAMES.find((name) => idOf(name) === issue.assignee) ?? null;
    case 'reporter':
      return NAMES.find((name) => idOf(name) === issue.reporter) ?? null;
    case 'due':
      return issue.dueDate;
  }
}
