import type { Query } from '#domain/query/ast.ts';
import type { Known } from '#domain/query/check-values.ts';
import type { OpenValue } from '#domain/query/open-values.ts';
import { openValues } from '#domain/query/open-values.ts';
import { foldCase } from '#domain/text.ts';
import type { Look } from '#store/list-issues.ts';
import type { Viewer } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { findOpenNames } from './open-names.ts';

const HINT_CANDIDATES = 2000;

/** Who asks what a query may name. */
export type NameReader = Pick<Asker, 'store' | 'look'> & { readonly user: Viewer };

/**
 * Finds out which of the values that a query names exist for the asker, and what is near. What is
 * known of the moment is not asked of the store.
 */
export async function knownValues(query: Query, asker: NameReader): Promise<Known> {
  const present = new Map<OpenValue, boolean>();
  const near = new Map<OpenValue, readonly string[]>();
  const isKnown = await knownAlready(query, asker.look);
  for (const value of openValues(query)) {
    if (isKnown(value)) {
      present.set(value, true);
      continue;
    }
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

async function knownAlready(
  query: Query,
  look: Look | undefined,
): Promise<(value: OpenValue) => boolean> {
  if (look === undefined || openValues(query).length === 0) return () => false;
  const names = await look.names(query);
  const states = await look.states();
  const hidden = look.scope.hiddenProjects ?? [];
  return ({ kind, text }) => {
    const name = foldCase(text);
    switch (kind) {
      case 'project': {
        const n = names.project.get(name);
        return n !== undefined && !hidden.includes(n);
      }
      case 'status':
        return states.has(name);
      case 'severity':
      case 'tag':
        return names[kind].has(name);
      case 'person':
        return names.user.has(name);
      case 'key':
      case 'env':
        return false;
    }
  };
}
