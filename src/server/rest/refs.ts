import type { z } from 'zod';
import { projectId, severityId, userId } from '#domain/ids.ts';
import { tagColourFor } from '#domain/import/tag-colour.ts';
import { foldCase } from '#domain/text.ts';
import { findRows } from '#store/find-rows.ts';
import type { Look } from '#store/list-issues.ts';
import type { NameLookup } from '#store/query/remembered.ts';
import type { RequestContext } from '../http/route-parts.ts';
import type { Services } from '../services.ts';
import type { Step } from './steps.ts';

/** What names are looked up with. */
export interface Naming {
  readonly context: RequestContext;
  readonly services: Services;
  /** What is known of the moment at which the request came in; else the store is asked. */
  readonly look?: Look;
}

/*
 * A name that nothing bears becomes an id that nothing has: the command then refuses it in its turn,
 * after what comes first in the order of checks, and in its own words.
 */

/** By id, or by key in any case. */
export function projectNamed(name: string, naming: Naming): Promise<string> {
  return idNamed({ find: 'project', by: 'key', value: name }, projectId, naming);
}

/** By id, or by username. */
export function personNamed(name: string, naming: Naming): Promise<string> {
  return idNamed({ find: 'user', by: 'username', value: name }, userId, naming);
}

/** By id, or by level in any case. */
export function severityNamed(name: string, naming: Naming): Promise<string> {
  return idNamed({ find: 'severity', by: 'level', value: name }, severityId, naming);
}

async function idNamed(
  lookup: NameLookup,
  id: z.ZodType<string>,
  { context, services: { engine }, look }: Naming,
): Promise<string> {
  const given = id.safeParse(lookup.value);
  if (given.success) return given.data;
  const { read, dialect } = engine.store;
  const found = look ? await look.find(lookup) : (await findRows(read, dialect, [lookup]))[0]?.id;
  return found ?? context.newId(`no ${lookup.find}`);
}

/** What a new issue has where nothing is said: Major, or what stands in the middle where that is gone. */
export async function usualSeverity({ context, services }: Naming): Promise<string> {
  const { read } = services.engine.store;
  const all = await read
    .selectFrom('severity')
    .select(['id', 'level_fold'])
    .orderBy('rank')
    .execute();
  const major = all.find(({ level_fold }) => level_fold === foldCase('Major'));
  return (major ?? all[Math.floor(all.length / 2)])?.id ?? context.newId('no severity');
}

interface NamedTags {
  readonly ids: readonly string[];
  /** Those that exist. */
  readonly known: readonly string[];
  readonly steps: readonly Step[];
}

/** Tags by their names, and the steps that make those which do not exist yet. */
export async function tagsNamed(
  names: readonly string[],
  { context, services: { engine } }: Naming,
): Promise<NamedTags> {
  const wanted = new Map(names.map((name) => [foldCase(name), name]));
  const { read, dialect } = engine.store;
  const found = await findRows(
    read,
    dialect,
    [...wanted.values()].map((value) => ({ find: 'tag', by: 'name', value })),
  );
  const known = new Map(found.map(({ lookup, id }) => [foldCase(lookup.value), id]));
  const steps: Step[] = [];
  const ids = [...wanted].map(([fold, name]) => {
    const here = known.get(fold);
    if (here !== undefined) return here;
    const id = context.newId(`tag ${fold}`);
    steps.push({ name: 'tag.create', args: { id, name, colour: tagColourFor(name) }, of: fold });
    return id;
  });
  return { ids, known: found.flatMap(({ id }) => id ?? []), steps };
}
