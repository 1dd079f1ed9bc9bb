import type { GraphQLInputType } from 'graphql';
import { z } from 'zod';
import { badArguments, sentenceOf } from '#domain/parse-args.ts';
import type { GraphContext } from '../context.ts';
import { refusal } from '../errors.ts';

/** What a field takes and answers. One value a field; a resource is an object of them. */
export interface FieldSpec<S, A extends z.ZodRawShape, R extends z.ZodType> {
  readonly description: string;
  /** Absent: it takes none. An argument that is null counts as left out. */
  readonly args?: A;
  /** Types of further arguments, which come as they are and are checked elsewhere. */
  readonly inputs?: Readonly<Record<string, GraphQLInputType>>;
  readonly answer: R;
  readonly resolve: (
    source: S,
    args: z.output<z.ZodObject<A>> & { readonly input?: unknown },
    context: GraphContext,
  ) => Promise<z.input<R>> | z.input<R>;
  /** Where the answer is an object: 0 for one that is read with its owner. 1 unless told. */
  readonly cost?: number;
}

/** A field whose types have been checked against each other. */
export interface Field {
  readonly description: string;
  readonly args: z.ZodObject;
  readonly answer: z.ZodType;
  readonly cost: number;
  readonly resolve: (
    source: unknown,
    args: Readonly<Record<string, unknown>>,
    context: GraphContext,
  ) => unknown;
  /** Of a subscription: what is told, one answer after the other; `resolve` hands each on. */
  readonly subscribe?: (
    args: Readonly<Record<string, unknown>>,
    context: GraphContext,
  ) => Promise<AsyncIterable<unknown>>;
  /** Besides those that are made from `args`, by name. */
  readonly inputs: Readonly<Record<string, GraphQLInputType>>;
}

/** A field of `S`, or of the query itself. What its schemas refuse is VALIDATION. */
export function defineField<
  R extends z.ZodType,
  A extends z.ZodRawShape = Record<never, never>,
  S = unknown,
>(spec: FieldSpec<S, A, R>): Field {
  const args = z.strictObject(spec.args ?? ({} as A));
  return {
    description: spec.description,
    args,
    answer: spec.answer,
    cost: spec.cost ?? 1,
    inputs: spec.inputs ?? {},
    resolve: (source, given, context) => {
      const { input, ...told } = given;
      // The field stands in the type of S alone (schema/object-types.ts).
      return spec.resolve(source as S, { ...readArgs<A>(args, told), input }, context);
    },
  };
}

/** A field of the subscription, which answers again and again. */
export function defineSubscription<
  R extends z.ZodType,
  A extends z.ZodRawShape = Record<never, never>,
>(spec: {
  readonly description: string;
  readonly args?: A;
  readonly answer: R;
  readonly subscribe: (
    args: z.output<z.ZodObject<A>>,
    context: GraphContext,
  ) => Promise<AsyncIterable<z.input<R>>>;
}): Field {
  const args = z.strictObject(spec.args ?? ({} as A));
  return {
    description: spec.description,
    args,
    answer: spec.answer,
    cost: 1,
    inputs: {},
    subscribe: (given, context) => spec.subscribe(readArgs<A>(args, given), context),
    resolve: (event) => event,
  };
}

function readArgs<A extends z.ZodRawShape>(
  schema: z.ZodObject,
  given: Readonly<Record<string, unknown>>,
): z.output<z.ZodObject<A>> {
  const parsed = schema.safeParse(withoutNulls(given), { error: sentenceOf });
  if (!parsed.success) throw refusal(badArguments(parsed.error.issues));
  return parsed.data as z.output<z.ZodObject<A>>;
}

function withoutNulls(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}
