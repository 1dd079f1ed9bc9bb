import type { z } from 'zod';
import * as ids from '#domain/ids.ts';

/** A schema without what wraps it, and what the wrapping says. */
export interface Bare {
  readonly schema: z.core.$ZodTypes;
  readonly isNullable: boolean;
  /** It may be left out. */
  readonly isOptional: boolean;
  readonly isId: boolean;
}

const ID_SCHEMAS: ReadonlySet<unknown> = new Set(Object.values(ids));

/**
 * Takes off what wraps a schema.
 * @param side which end of a transformation counts: what comes in, or what goes out
 */
export function bare(wrapped: z.core.$ZodType, side: 'input' | 'output'): Bare {
  // Every schema is one of this union, which the general type does not say.
  let schema = wrapped as z.core.$ZodTypes;
  let isNullable = false;
  let isOptional = false;
  for (;;) {
    if (ID_SCHEMAS.has(schema)) return { schema, isNullable, isOptional, isId: true };
    const { def } = schema._zod;
    switch (def.type) {
      case 'optional':
      case 'default':
      case 'prefault':
        isOptional = true;
        schema = def.innerType as z.core.$ZodTypes;
        break;
      case 'nullable':
        isNullable = true;
        schema = def.innerType as z.core.$ZodTypes;
        break;
      case 'readonly':
      case 'catch':
      case 'nonoptional':
        schema = def.innerType as z.core.$ZodTypes;
        break;
      case 'pipe':
        schema = (side === 'input' ? def.in : def.out) as z.core.$ZodTypes;
        break;
      default:
        return { schema, isNullable, isOptional, isId: false };
    }
  }
}

/** What a schema says of itself (`.meta({ description })`), at any of its wrappings. */
export function descriptionOf(schema: z.core.$ZodType): string | undefined {
  return (schema as z.ZodType).description;
}

/** `issue.auto-assign` is `issueAutoAssign`. */
export function camelCase(name: string): string {
  return name.replace(/[^A-Za-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase());
}

export function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
