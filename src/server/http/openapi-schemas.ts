import { z } from 'zod';

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 takes it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

const REF = '#/$defs/';

/**
 * Zod schemas as OpenAPI has them. Those that bear a name (`.meta({ id: 'User' })`) are told once,
 * under `components`.
 */
export class Schemas {
  /** What was named so far. */
  readonly named: Record<string, JsonSchema> = {};

  /** What a request may send. */
  request(schema: z.ZodType): JsonSchema {
    return this.#convert(schema, 'input');
  }

  /** The fields of a request's path or query, and whether each must be there. */
  fields(object: z.ZodObject): readonly { name: string; schema: JsonSchema; required: boolean }[] {
    return Object.entries(object.shape).map(([name, field]) => ({
      name,
      schema: this.request(field as z.ZodType),
      required: !field.safeParse(undefined).success,
    }));
  }

  /** What an answer holds. */
  answer(schema: z.ZodType): JsonSchema {
    return this.#convert(schema, 'output');
  }

  #convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    // Within something, so that a schema which bears a name is a reference itself.
    const { $defs = {}, properties } = z.toJSONSchema(z.object({ it: schema }), {
      io,
      unrepresentable: 'any',
    });
    // What is written differs from what is read: fields with defaults, texts before they are folded.
    const rename = (name: string) => (io === 'input' ? `${name}Input` : name);
    for (const [name, { id: _, ...definition }] of Object.entries($defs)) {
      this.named[rename(name)] = withReferences(definition, rename);
    }
    return withReferences(properties?.it as JsonSchema, rename);
  }
}

function withReferences(schema: JsonSchema, rename: (name: string) => string): JsonSchema {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' && value.startsWith(REF)
      ? `#/components/schemas/${rename(value.slice(REF.length))}`
      : value,
  );
  return JSON.parse(text) as JsonSchema;
}

/** The envelope around these parts. */
export function envelopeSchema(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: 'object',
    properties: { ...properties, status: { type: 'integer' } },
    required: [...Object.keys(properties), 'status'],
  };
}
