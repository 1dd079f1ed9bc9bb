import { z } from 'zod';

/**
 * A parameter that takes several values, by comma; absent: none.
 * @param name what the message calls it
 */
export function manyOf<T extends string>(name: string, one: z.ZodType<T>) {
  return z
    .string()
    .max(4000)
    .default('')
    .transform((text, context) => {
      const values = text === '' ? [] : text.split(',').map((value) => value.trim());
      const parsed = values.map((value) => one.safeParse(value));
      const wrong = parsed.findIndex(({ success }) => !success);
      if (wrong !== -1) {
        const message = `${name} does not take “${values[wrong]}”. Leave it out, or choose another.`;
        context.addIssue({ code: 'custom', message });
      }
      return parsed.flatMap(({ data }) => (data === undefined ? [] : [data]));
    });
}
