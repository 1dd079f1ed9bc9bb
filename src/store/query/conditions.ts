import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type {
  DateMatch,
  DateTerm,
  EnvironmentMatch,
  HasFlag,
  IsFlag,
  Person,
  Term,
  TextTerm,
} from '#domain/query/ast.ts';
import { type Asker, dayBounds, instantBounds, today } from '#domain/query/dates.ts';
import type { RelationKind } from '#domain/relation/relation.ts';
import { foldCase } from '#domain/text.ts';
import { CATEGORY, dayNumber, PRIORITY, RESOLUTION, TYPE } from '../codes.ts';
import type { Dialect } from '../dialect.ts';
import { environmentFold } from '../rows/issue-row.ts';
import type { Schema } from '../tables.ts';
import type { NamedRows } from './names.ts';
import { type Scope, visible } from './viewer.ts';

/** What a term's meaning depends on besides itself. */
export interface Meaning {
  readonly dialect: Dialect;
  readonly scope: Scope;
  readonly names: NamedRows;
  readonly asker: Asker;
}

type Condition = Expression<SqlBool>;
type NonTextTerm = Exclude<Term, TextTerm>;

const eb = expressionBuilder<Schema, 'issue'>();
const NEVER: Condition = sql<SqlBool>`1 = 0`;
/** Above every character: the end of a range of texts that begin alike. */
const LAST = '\u{10FFFF}';

/** The condition on `issue` that a term states; a negated one is the exact complement. */
export function conditionOf(term: NonTextTerm, meaning: Meaning): Condition {
  const either = eb.or(alternatives(term, meaning));
  // "is not true" takes in the issues where a missing value makes the condition unknown.
  return term.negated ? sql<SqlBool>`(${either}) is not true` : either;
}

function alternatives(term: NonTextTerm, meaning: Meaning): Condition[] {
  const { names } = meaning;
  switch (term.kind) {
    case 'type':
      return term.values.map(({ value }) => eb('issue.type', '=', TYPE.of[value]));
    case 'priority':
      return term.values.map(({ value }) => eb('issue.priority', '=', PRIORITY.of[value]));
    case 'resolution':
      return term.values.map(({ value }) =>
        value === null
          ? eb('issue.resolution', 'is', null)
          : eb('issue.resolution', '=', RESOLUTION.of[value]),
      );
    case 'name':
      return term.values.map(({ value }) => {
        const n = names[term.field].get(foldCase(value));
        return n === undefined ? NEVER : eb(`issue.${term.field}`, '=', n);
      });
    case 'tag':
      return term.values.map(({ value }) => tagged(value, names));
    case 'person':
      return term.values.map(({ value }) => person(term.field, value, meaning));
    case 'key':
      return term.values.map(({ value }) =>
        eb.and([
          eb('issue.project_key', '=', value.project.toUpperCase()),
          eb('issue.number', '=', value.number),
        ]),
      );
    case 'env':
      return term.values.map(({ value }) => environment(value));
    case 'date':
      return term.values.map(({ value }) => dated(term.field, value, meaning.asker));
    case 'is':
      return term.values.map(({ value }) => is(value, meaning));
    case 'has':
      return term.values.map(({ value }) => has(value, meaning));
  }
}

function tagged(name: string | null, names: NamedRows): Condition {
  if (name === null) return eb('issue.has_tags', '=', 0);
  const tag = names.tag.get(foldCase(name));
  if (tag === undefined) return NEVER;
  const carriers = eb.selectFrom('issue_tag').select('issue_tag.issue').where('tag', '=', tag);
  return eb('issue.seq', 'in', carriers);
}

function person(field: 'assignee' | 'reporter', who: Person, meaning: Meaning): Condition {
  if (who.kind === 'none') return field === 'assignee' ? eb('issue.assignee', 'is', null) : NEVER;
  const n = who.kind === 'me' ? meaning.scope.user : meaning.names.user.get(foldCase(who.username));
  return n === undefined ? NEVER : eb(`issue.${field}`, '=', n);
}

function environment(match: EnvironmentMatch | null): Condition {
  if (match === null) return eb('issue.has_environment', '=', 0);
  const text = environmentFold(match.text);
  let found = eb
    .selectFrom('issue_environment')
    .select('issue_environment.issue')
    .where('value', '>=', text)
    .where('value', '<', `${text}${LAST}`);
  if (match.key !== null) found = found.where('key', '=', foldCase(match.key));
  return eb('issue.seq', 'in', found);
}

const INSTANTS = {
  created: 'issue.created_at',
  updated: 'issue.updated_at',
  resolved: 'issue.resolved_at',
  closed: 'issue.closed_at',
} as const;

function dated(field: DateTerm['field'], match: DateMatch, asker: Asker): Condition {
  const column = field === 'due' ? 'issue.due' : INSTANTS[field];
  if (match.kind === 'none') return eb(column, 'is', null);
  const days = field === 'due' ? dayBounds(match, asker) : null;
  const { from, before } = days
    ? { from: numbered(days.from), before: numbered(days.before) }
    : instantBounds(match, asker);
  const bounds: Condition[] = [eb(column, 'is not', null)];
  if (from !== null) bounds.push(eb(column, '>=', from));
  if (before !== null) bounds.push(eb(column, '<', before));
  return eb.and(bounds);
}

function numbered(day: string | null): number | null {
  return day === null ? null : dayNumber(day);
}

/** To do or being done. */
const OPEN = eb('issue.category', '<=', CATEGORY.of.doing);

function is(flag: IsFlag, meaning: Meaning): Condition {
  const { scope, asker } = meaning;
  switch (flag) {
    case 'open':
      return OPEN;
    case 'resolved':
      return eb('issue.category', '=', CATEGORY.of.done);
    case 'closed':
      return eb('issue.category', '=', CATEGORY.of.closed);
    case 'unassigned':
      return eb('issue.assignee', 'is', null);
    case 'confidential':
      return eb('issue.confidential', '=', 1);
    case 'watching': {
      const watched = eb
        .selectFrom('watcher')
        .select('watcher.issue')
        .where('user', '=', scope.user);
      return eb('issue.seq', 'in', watched);
    }
    case 'overdue':
      return eb.and([eb('issue.due', '<', dayNumber(today(asker))), OPEN]);
    case 'blocked':
      return eb('issue.seq', 'in', relatedBy('blocks', meaning, OPEN));
    case 'unassessed':
      return eb('issue.assessed_at', 'is', null);
  }
}

function has(flag: HasFlag, meaning: Meaning): Condition {
  switch (flag) {
    case 'attachment':
      return eb('issue.seq', 'in', eb.selectFrom('attachment').select('attachment.issue'));
    case 'comment':
      return eb('issue.comment_count', '>', 0);
    case 'steps':
      return eb('issue.has_steps', '=', 1);
    case 'due':
      return eb('issue.due', 'is not', null);
    case 'duplicate':
      // Inside the sub-select `issue` is the duplicate, which the asker must see.
      return eb.or([
        sql<SqlBool>`issue.seq in (select issue.duplicate_of from issue
          where issue.duplicate_of is not null and ${visible(meaning.scope, meaning.dialect)})`,
        eb('issue.seq', 'in', relatedBy('duplicates', meaning)),
      ]);
  }
}

/** The other ends of relations of a kind that are said of issues which the asker sees. */
function relatedBy(
  kind: RelationKind,
  { scope, dialect }: Meaning,
  where: Condition = sql<SqlBool>`1 = 1`,
) {
  // Inside the sub-select `issue` is the one that the relation is said of.
  return eb
    .selectFrom('relation')
    .innerJoin('issue', 'issue.seq', 'relation.issue')
    .select('relation.other')
    .where('relation.kind', '=', kind)
    .where(where)
    .where(visible(scope, dialect));
}
