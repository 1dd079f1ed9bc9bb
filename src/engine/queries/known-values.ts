import type { Query } from '#domain/query/ast.ts';
import type { Known } from '#domain/query/check-values.ts';
import type { OpenValue } from '#domain/query/open-values.ts';
import { openValues } from '#domain/query/open-values.ts';
import { foldCase } from '#domain/text.ts';
import type { Asker } from '../asker.ts';
import { findOpenNames } from './open-names.ts';

const HINT_CANDIDATES = 2000;

/** Asks the store which of the values that a query names exist for the asker, and what is near. */
export async function knownValues(query: Query, asker: Asker): Promise<Known> {
  const present = new Map<OpenValue, boolean>();
  const near = new Map<OpenValue, readonly string[]>();
  for (const value of openValues(query)) {
    const key = value.kind === 'env' ? value.key : null;
    const wanted = { kind: value.kind, prefix: value.text, key };
    const found = await findOpenNames(wanted, asker, 50);
    const text = foldCase(value.text);
    const here =
      value.kind === 'env' ? found.length > 0 : found.some(({ name }) => foldCase(name) === text);
    present.set(value, here);
    if (here) continue;
    const others = await findOpenNames(
      { kind: value.kind, prefix: '', key },
      asker,
      HINT_CANDIDATES,
    );
    near.set(
      value,
      others.map(({ name }) => name),
    );
  }
  const same = (a: OpenValue) =>
    [...present.keys()].find((b) => a.at === b.at && a.length === b.length && a.kind === b.kind);
  return {
    has: (value) => present.get(same(value) ?? value) ?? false,
    names: (value) => near.get(same(value) ?? value) ?? [],
  };
}
