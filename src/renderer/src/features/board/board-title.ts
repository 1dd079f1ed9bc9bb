import { parse } from '#domain/query/parse.ts';

/**
 * What the board of a query is called.
 * @param name of the one project that the query is about, if it is about one
 */
export function boardTitle(query: string, name: string | undefined): string {
  if (name !== undefined) return name;
  const parsed = parse(query);
  const terms = parsed.ok ? parsed.query.terms : [];
  const names = terms.some((term) => term.kind === 'name' && term.field === 'project');
  return names ? 'Some projects' : 'All projects';
}
