import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLScalarType,
  GraphQLString,
} from 'graphql';
import { ACTIVITY_KINDS } from '#domain/activity/activity.ts';
import { ASSIGNMENT_STATUSES } from '#domain/assignment/assignment.ts';
import { FREQUENCIES } from '#domain/issue/bug-details.ts';
import { ISSUE_TYPES, PRIORITIES, RESOLUTIONS } from '#domain/issue/issue.ts';
import { NOTIFICATION_KINDS } from '#domain/notification/notification.ts';
import { VISIBILITIES } from '#domain/project/project.ts';
import { RELATION_KINDS } from '#domain/relation/relation.ts';
import { STRATEGIES } from '#domain/rule/assignment-rule.ts';
import { ROLES } from '#domain/user/user.ts';
import { GROUPINGS, LAYOUTS, LIST_COLUMNS } from '#domain/view/view.ts';
import { CATEGORIES, GUARDS } from '#domain/workflow/workflow.ts';
import type { Bare } from './zod-parts.ts';

/** What GraphQL has no type for: maps, and values whose type depends on another field. */
export const JSON_VALUE = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
});

/** The words of the domain, by the name of their type. Others are named where they stand. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  ActivityKind: ACTIVITY_KINDS,
  AssignmentStatus: ASSIGNMENT_STATUSES,
  Category: CATEGORIES,
  Frequency: FREQUENCIES,
  Grouping: GROUPINGS,
  Guard: GUARDS,
  IssueType: ISSUE_TYPES,
  Layout: LAYOUTS,
  ListColumn: LIST_COLUMNS,
  NotificationKind: NOTIFICATION_KINDS,
  Priority: PRIORITIES,
  RelationKind: RELATION_KINDS,
  Resolution: RESOLUTIONS,
  Role: ROLES,
  Strategy: STRATEGIES,
  Visibility: VISIBILITIES,
};

/** Scalars and enums, each enum once, whichever schemas take its words. */
export class LeafTypes {
  readonly #enums = new Map<string, GraphQLEnumType>();

  constructor() {
    for (const [name, words] of Object.entries(WORDS)) this.enumOf(words, name);
  }

  /**
   * The type of a schema that is a leaf; undefined: it is none.
   * @param path what an enum is called that the domain has no name for
   */
  typeOf({ schema, isId }: Bare, path: string): GraphQLLeafType | undefined {
    if (isId) return GraphQLID;
    const { def } = schema._zod;
    switch (def.type) {
      case 'string':
        return GraphQLString;
      case 'boolean':
        return GraphQLBoolean;
      case 'number':
        return 'format' in def ? GraphQLInt : GraphQLFloat;
      case 'enum':
        return this.enumOf(Object.values(def.entries).map(String), path);
      case 'literal':
        return this.enumOf(def.values.map(String), path);
      case 'record':
      case 'unknown':
        return JSON_VALUE;
      default:
        return undefined;
    }
  }

  /** The enum of these words, in whatever order. A hyphen in a word is an underscore. */
  enumOf(words: readonly string[], name: string): GraphQLEnumType {
    const key = words.toSorted().join(' ');
    const known = this.#enums.get(key);
    if (known) return known;
    const values = Object.fromEntries(
      words.map((word) => [word.replaceAll('-', '_'), { value: word }]),
    );
    const made = new GraphQLEnumType({ name, values });
    this.#enums.set(key, made);
    return made;
  }
}
