import { z } from 'zod';
import type { CommandName } from '#domain/commands.ts';
import type { Step } from './steps.ts';

/** The body of a PATCH: any of the fields, one at least. */
export function changesOf<S extends z.ZodRawShape>(fields: S) {
  return z
    .strictObject(fields)
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, {
      error: 'Nothing is to be changed. Give at least one field.',
    });
}

/** One step a field, from what the row holds now. */
export function recordSteps<Row extends { readonly id: string }>(
  name: CommandName,
  row: Row,
  changes: Partial<Readonly<Record<keyof Row & string, unknown>>>,
): readonly Step[] {
  const fields = Object.keys(changes) as (keyof Row & string)[];
  return fields
    .filter((field) => changes[field] !== undefined)
    .map((field) => ({
      name,
      args: { id: row.id, field, from: row[field], to: changes[field] },
      of: field,
      field,
    }));
}
