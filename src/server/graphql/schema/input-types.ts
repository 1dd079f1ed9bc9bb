import {
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableInputType,
} from 'graphql';
import type { z } from 'zod';
import { JSON_VALUE, type LeafTypes } from './scalar-types.ts';
import { bare, descriptionOf, pascalCase } from './zod-parts.ts';

/** What an input type does with some fields of its schema. */
export interface InputOptions {
  /** Fields that may be left out, since they are filled in before the schema is asked. */
  readonly optional?: readonly string[];
  /** Fields that nobody may give. */
  readonly hidden?: readonly string[];
}

/** Input types made from the schemas that check what comes in. */
export class InputTypes {
  readonly #leaves: LeafTypes;
  readonly #objects = new Map<unknown, GraphQLInputObjectType>();

  constructor(leaves: LeafTypes) {
    this.#leaves = leaves;
  }

  /** @param path what an object or enum is called that has no name yet */
  typeOf(wrapped: z.core.$ZodType, path: string): GraphQLInputType {
    const found = bare(wrapped, 'input');
    const type = this.#bareType(found, path);
    return found.isNullable || found.isOptional ? type : new GraphQLNonNull(type);
  }

  /** The fields of an object, or of every object of a union, as one input type. */
  objectOf(schema: z.core.$ZodType, name: string, options: InputOptions = {}) {
    const known = this.#objects.get(schema);
    if (known) return known;
    const shapes = objectsOf(schema);
    if (shapes === null) throw new Error(`${name} is made of something that is no object.`);
    const fields = this.#fieldsOf(shapes, name, options);
    if (Object.keys(fields).length === 0) return null;
    const made = new GraphQLInputObjectType({ name, fields });
    this.#objects.set(schema, made);
    return made;
  }

  #bareType(found: ReturnType<typeof bare>, path: string): GraphQLNullableInputType {
    const leaf = this.#leaves.typeOf(found, path);
    if (leaf) return leaf;
    const { def } = found.schema._zod;
    if (def.type === 'array') return new GraphQLList(this.typeOf(def.element, path));
    const isObject = objectsOf(found.schema) !== null;
    return (isObject && this.objectOf(found.schema, inputName(path))) || JSON_VALUE;
  }

  #fieldsOf(
    shapes: readonly z.core.$ZodShape[],
    name: string,
    { optional = [], hidden = [] }: InputOptions,
  ): Record<string, GraphQLInputFieldConfig> {
    const names = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
    return Object.fromEntries(
      names
        .filter((field) => !hidden.includes(field))
        .map((field) => {
          const schemas = shapes.flatMap((shape) => shape[field] ?? []);
          const type = this.#commonType(schemas, name.replace(/Input$/, '') + pascalCase(field));
          const isAlways = schemas.length === shapes.length && !optional.includes(field);
          const [description] = schemas.flatMap((schema) => descriptionOf(schema) ?? []);
          const config = { type: isAlways ? type : nullable(type) };
          return [field, description === undefined ? config : { ...config, description }];
        }),
    );
  }

  /** What one field is in several objects: words that tell them apart are one enum. */
  #commonType(schemas: readonly z.core.$ZodType[], path: string): GraphQLInputType {
    const found = schemas.map((schema) => bare(schema, 'input'));
    const words = found.flatMap(({ schema: { _zod } }) =>
      _zod.def.type === 'literal' ? _zod.def.values.map(String) : [],
    );
    if (words.length > 0) return new GraphQLNonNull(this.#leaves.enumOf(words, path));
    const types = found.map((one) => this.#bareType(one, path));
    const [first = JSON_VALUE] = types;
    const isOne = types.every((type) => String(type) === String(first));
    const isFree = found.some(({ isNullable, isOptional }) => isNullable || isOptional);
    const type = isOne ? first : JSON_VALUE;
    return isFree ? type : new GraphQLNonNull(type);
  }
}

function inputName(path: string): string {
  return `${path.replace(/Input$/, '')}Input`;
}

function nullable(type: GraphQLInputType): GraphQLNullableInputType {
  return type instanceof GraphQLNonNull ? type.ofType : type;
}

/** The shape of an object, or of each object of a union; null: it is something else. */
function objectsOf(schema: z.core.$ZodType): readonly z.core.$ZodShape[] | null {
  const found = bare(schema, 'input').schema._zod.def;
  if (found.type === 'object') return [found.shape];
  if (found.type !== 'union') return null;
  const shapes = found.options.map(objectsOf);
  return shapes.some((shape) => shape === null) ? null : shapes.flatMap((shape) => shape ?? []);
}
