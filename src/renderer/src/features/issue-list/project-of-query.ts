import { parse } from '#domain/query/parse.ts';

/** The key of the one project that a query is about; null where it names none or several. */
export function projectOf(text: string): string | null {
  const parsed = parse(text);
  if (!parsed.ok) return null;
  const keys = parsed.query.terms.flatMap((term) =>
    term.kind === 'name' && term.field === 'project' && !term.negated
      ? term.values.map(({ value }) => value.toUpperCase())
      : [],
  );
  const [only, ...others] = new Set(keys);
  return only === undefined || others.length > 0 ? null : only;
}
