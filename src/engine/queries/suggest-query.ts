import { type Suggestion, suggest, suggestName } from '#domain/query/suggest.ts';
import type { CallInput, CallOutput } from '#protocol/api.ts';
import type { Asker } from '../asker.ts';
import { findOpenNames } from './open-names.ts';

const MOST = 12;

/** What may stand where the caret is: the language's own words, and names that the asker sees. */
export async function suggestQuery(
  { query, caret }: CallInput<'issues.suggest'>,
  asker: Asker,
): Promise<CallOutput<'issues.suggest'>> {
  const typing = suggest(query, Math.min(caret, query.length));
  if (typing.kind === 'nothing') return { at: caret + 1, length: 0, suggestions: [] };
  const own = typing.suggestions.map(shown);
  const request = typing.kind === 'value' ? typing.request : null;
  const names = request ? await findOpenNames(request, asker, MOST) : [];
  const found = request
    ? names.map(({ name, about }) => shown(suggestName(request, name, about)))
    : [];
  const { at, length } = typing;
  return { at, length, suggestions: [...own, ...found].slice(0, MOST) };
}

function shown({ insert, label, about }: Suggestion) {
  return { insert, label, detail: about };
}
