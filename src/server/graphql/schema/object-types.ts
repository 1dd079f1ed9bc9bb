import {
  type GraphQLFieldConfig,
  GraphQLID,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableOutputType,
  GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import type { z } from 'zod';
import { notFound } from '#domain/refusals.ts';
import type { GraphContext, YogaContext } from '../context.ts';
import { refusal } from '../errors.ts';
import type { Field } from './define-field.ts';
import type { InputTypes } from './input-types.ts';
import { JSON_VALUE, type LeafTypes } from './scalar-types.ts';
import { bare, descriptionOf, pascalCase } from './zod-parts.ts';

type Row = Readonly<Record<string, unknown>>;

/** An object of the graph. */
export interface ObjectSpec {
  readonly name: string;
  readonly description?: string;
  /** All its fields, but for `fields`. */
  readonly shape: z.ZodObject;
  /** Shapes of which others name it; what they lack is read when it is asked for. */
  readonly refs?: readonly z.ZodObject[];
  /** Reads the whole of one by its id; undefined: it is not there, or not seen. */
  readonly complete?: (id: string, context: GraphContext) => Promise<object | undefined>;
  /** Fields besides, or instead of those of the shape. */
  readonly fields?: Readonly<Record<string, Field>>;
  readonly hidden?: readonly string[];
}

/** What the cost of a field is reckoned from (limits/cost.ts). */
export interface FieldExtensions {
  readonly cost?: number;
}

type FieldConfig = GraphQLFieldConfig<unknown, YogaContext>;

/** Object types made from the shapes that are answered, each shape's type once. */
export class ObjectTypes {
  readonly #leaves: LeafTypes;
  readonly #inputs: InputTypes;
  readonly #objects = new Map<unknown, GraphQLObjectType>();

  constructor(leaves: LeafTypes, inputs: InputTypes, specs: readonly ObjectSpec[]) {
    this.#leaves = leaves;
    this.#inputs = inputs;
    for (const spec of specs) {
      const type = this.#make(spec);
      for (const shape of [spec.shape, ...(spec.refs ?? [])]) this.#objects.set(shape, type);
    }
  }

  /** A type whose fields stand by themselves, such as the query. */
  root(name: string, description: string, fields: Readonly<Record<string, Field>>) {
    return new GraphQLObjectType<unknown, YogaContext>({
      name,
      description,
      fields: () => this.#configsOf(fields, name),
    });
  }

  #make({ name, description, shape, complete, fields = {}, hidden = [] }: ObjectSpec) {
    return new GraphQLObjectType<unknown, YogaContext>({
      name,
      ...(description === undefined ? {} : { description }),
      fields: () => {
        const plain = Object.entries(shape.shape).filter(([field]) => !hidden.includes(field));
        return {
          ...Object.fromEntries(
            plain.map(([field, schema]) => [
              field,
              this.#plainField(name, field, schema, complete),
            ]),
          ),
          ...this.#configsOf(fields, name),
        };
      },
    });
  }

  #plainField(
    name: string,
    field: string,
    schema: z.core.$ZodType,
    complete: ObjectSpec['complete'],
  ): FieldConfig {
    const description = descriptionOf(schema);
    return {
      type: this.#typeOf(schema, name + pascalCase(field), field === 'id'),
      ...(description === undefined ? {} : { description }),
      extensions: { cost: 0 } satisfies FieldExtensions,
      resolve: (source, _args, { graph }) => {
        const row = source as Row;
        if (field in row || !complete) return row[field];
        return completed(complete, String(row.id), name, graph).then((whole) => whole[field]);
      },
    };
  }

  #configsOf(fields: Readonly<Record<string, Field>>, owner: string): Record<string, FieldConfig> {
    return Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, this.#configOf(field, owner, name)]),
    );
  }

  #configOf(
    { args, answer, description, cost, resolve, inputs, subscribe }: Field,
    owner: string,
    name: string,
  ): FieldConfig {
    const path = owner + pascalCase(name);
    const made = Object.entries(args.shape).map(([argument, schema]) => {
      const told = descriptionOf(schema);
      const type = this.#inputs.typeOf(schema, path + pascalCase(argument));
      return [argument, told === undefined ? { type } : { type, description: told }] as const;
    });
    const given = Object.entries(inputs).map(([argument, type]) => [argument, { type }] as const);
    return {
      type: this.#typeOf(answer, path),
      description,
      args: Object.fromEntries([...given, ...made]),
      extensions: { cost } satisfies FieldExtensions,
      resolve: (source, asked, { graph }) => resolve(source, asked, graph),
      ...(subscribe === undefined
        ? {}
        : { subscribe: (_source, asked, { graph }: YogaContext) => subscribe(asked, graph) }),
    };
  }

  #typeOf(wrapped: z.core.$ZodType, path: string, isId = false): GraphQLOutputType {
    const found = bare(wrapped, 'output');
    const type = isId ? GraphQLID : this.#bareType(found, path);
    return found.isNullable || found.isOptional ? type : new GraphQLNonNull(type);
  }

  #bareType(found: ReturnType<typeof bare>, path: string): GraphQLNullableOutputType {
    const leaf = this.#leaves.typeOf(found, path);
    if (leaf) return leaf;
    const { schema } = found;
    const known = this.#objects.get(schema);
    if (known) return known;
    const { def } = schema._zod;
    if (def.type === 'array') return new GraphQLList(this.#typeOf(def.element, path));
    if (def.type !== 'object') return JSON_VALUE;
    const made = this.#make({ name: path, shape: schema as z.ZodObject });
    this.#objects.set(schema, made);
    return made;
  }
}

async function completed(
  complete: NonNullable<ObjectSpec['complete']>,
  id: string,
  name: string,
  context: GraphContext,
): Promise<Row> {
  const whole = await complete(id, context);
  if (whole === undefined) throw refusal(notFound(name.toLowerCase()).rejection);
  return whole as Row;
}
