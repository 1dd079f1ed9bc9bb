import type { UserId } from '#domain/ids.ts';
import type { KnownNames } from '#domain/import/directory.ts';
import { importOutcome, leftFields } from '#domain/import/import-outcome.ts';
import type { Adjustment } from '#domain/import/import-row.ts';
import { type MappingOptions, openMapping } from '#domain/import/mapping.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import { NOW } from './rows.ts';
import type { World } from './world.ts';

export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly adjusted: readonly Adjustment[];
  readonly problems: readonly Adjustment[];
}

/** A whole file through mapping and command, the way the engine goes. */
export function importInto(
  world: World,
  actor: UserId,
  records: readonly unknown[],
  options: Partial<MappingOptions> = {},
): ImportReport {
  const count = { created: 0, updated: 0, unchanged: 0 };
  const adjusted: Adjustment[] = [];
  const problems: Adjustment[] = [];
  const mapping = openMapping({
    format: 'tracker',
    known: namesIn(world, actor),
    newId: idsFrom(world),
    now: NOW,
    ...options,
  });
  const run = (rows: ReturnType<typeof mapping.finish>) => {
    for (const { row, args, adjustments } of rows) {
      adjusted.push(...adjustments, ...leftFields(args, row, world.state));
      const outcome = importOutcome(args, world.does(actor, 'issue.import', args).events);
      if (outcome !== null) count[outcome] += 1;
    }
  };
  records.forEach((record, index) => {
    const step = mapping.add(index + 1, record);
    if (step.ok) run(step.rows);
    else problems.push(step.problem);
  });
  run(mapping.finish());
  return { ...count, adjusted, problems };
}

function namesIn({ state }: World, actorId: UserId): KnownNames {
  const actor = state.get('user', actorId);
  const workspace = state.get('workspace', WORKSPACE_ID);
  if (actor === undefined || workspace === undefined) throw new Error('An empty world.');
  return {
    actor,
    projects: state.all('project'),
    takenKeys: state.all('project').map(({ key }) => key),
    workflows: state.all('workflow'),
    defaultWorkflow: workspace.defaultWorkflow,
    people: state.all('user'),
    severities: state.all('severity'),
    tags: state.all('tag'),
    issueOf: (source, id) =>
      state.all('issue').find(({ external }) => external?.source === source && external.id === id)
        ?.id,
  };
}

/** Fresh ids, other ones for every import into a world. */
function idsFrom({ state }: World): () => string {
  let count = state.all('user').length * 1_000_000;
  return () => {
    count += 7;
    return `03c00000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`;
  };
}
