import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { PAGE_SIZE } from '../schema/connection.ts';
import type { FieldExtensions } from '../schema/object-types.ts';

/** How many a list without `first` is taken to hold. */
const USUAL_LIST = 5;

interface CostOptions {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * How many objects an operation may read at the most: each field that reads some counts as often as
 * the lists around it may be long. What comes with its owner, and plain values, are free.
 */
export function costOf(operation: OperationDefinitionNode, options: CostOptions): number {
  const root = options.schema.getRootType(operation.operation);
  return root ? new Costs(options).of(operation.selectionSet, root) : 0;
}

class Costs {
  readonly #options: CostOptions;
  /** By fragment, so that each is reckoned once. */
  readonly #known = new Map<string, number>();

  constructor(options: CostOptions) {
    this.#options = options;
  }

  of(set: SelectionSetNode, type: GraphQLCompositeType): number {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) cost += this.#field(selection, type);
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        cost += this.of(selection.selectionSet, type);
      else cost += this.#spread(selection.name.value, type);
    }
    return cost;
  }

  #field(node: FieldNode, owner: GraphQLCompositeType): number {
    const field = isObjectType(owner) ? owner.getFields()[node.name.value] : undefined;
    if (!field) return 0;
    const { cost = 0 } = field.extensions as FieldExtensions;
    const type = getNamedType(field.type);
    if (!isCompositeType(type) || !node.selectionSet) return cost;
    return this.#length(node, field) * (cost + this.of(node.selectionSet, type));
  }

  /** How many objects a field may answer; a connection says it for its nodes. */
  #length(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const given = Math.max(this.#number(node, 'first'), this.#number(node, 'last'));
    if (given > 0) return given;
    if (field.args.some(({ name }) => name === 'first')) return PAGE_SIZE;
    const type = isNonNullType(field.type) ? field.type.ofType : field.type;
    // The nodes of a connection were counted with it.
    return isListType(type) && field.name !== 'nodes' ? USUAL_LIST : 1;
  }

  #number(node: FieldNode, name: string): number {
    const argument = node.arguments?.find((one) => one.name.value === name);
    if (!argument) return 0;
    const value = valueFromASTUntyped(argument.value, this.#options.variables);
    return typeof value === 'number' ? value : 0;
  }

  #spread(name: string, type: GraphQLCompositeType): number {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#known.set(name, 0);
    const set = this.#options.fragments.get(name)?.selectionSet;
    const cost = set ? this.of(set, type) : 0;
    this.#known.set(name, cost);
    return cost;
  }
}
