import { z } from 'zod';
import { type Context, defineCommand } from './command.ts';
import { accept, reject } from './decision.ts';
import type { DomainEvent } from './event.ts';
import { type Instant, severityId, userId, workflowId } from './ids.ts';
import { bornAt } from './record-edit.ts';
import { rejection } from './rejection.ts';
import { FIRST_SEVERITIES } from './severity/severity.ts';
import { nameText } from './text.ts';
import { email, passwordHash, personName, type User, username } from './user/user.ts';
import { PRESETS, type PresetName } from './workflow/presets.ts';
import { WORKSPACE_ID } from './workspace.ts';

const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

const schema = z.strictObject({
  name: nameText('The workspace name', 1, 120),
  /** The first person, who becomes an admin. */
  admin: z.strictObject({
    id: userId,
    username,
    name: personName,
    email: email.nullable().default(null),
    passwordHash: passwordHash.default(null),
  }),
  /** Ids of the first severities, the gravest first. */
  severities: z.array(severityId).length(FIRST_SEVERITIES.length).readonly(),
  workflows: z.strictObject({
    standard: workflowId,
    'admin-led': workflowId,
    'owner-led': workflowId,
  }),
  defaultWorkflow: z.enum(PRESET_NAMES).default('standard'),
});

function firstUser({ admin }: z.output<typeof schema>, now: Instant): User {
  return { ...admin, role: 'admin', blocked: false, ...bornAt(now) };
}

/** Begins a store: its first admin, five severities, three workflows. Nobody is signed in yet. */
export const createWorkspace = defineCommand({
  name: 'workspace.create',
  schema,
  needs: () => ({}),
  firstActor: firstUser,
  decide: (args, state, { now }: Context) => {
    if (state.get('workspace', WORKSPACE_ID) !== undefined) {
      const message = 'This workspace has begun already. Enter it, or open another folder.';
      return reject(rejection('CONFLICT', message));
    }
    const severities = FIRST_SEVERITIES.map((severity, index): DomainEvent => {
      const id = args.severities[index];
      if (id === undefined) throw new Error('The schema asks for an id of every first severity.');
      const row = { id, ...severity, rank: index + 1, author: null, ...bornAt(now) };
      return { type: 'record.created', table: 'severity', row };
    });
    const workflows = PRESET_NAMES.map(
      (name): DomainEvent => ({
        type: 'record.created',
        table: 'workflow',
        row: { id: args.workflows[name], ...PRESETS[name], ...bornAt(now) },
      }),
    );
    const workspace = {
      id: WORKSPACE_ID,
      name: args.name,
      defaultWorkflow: args.workflows[args.defaultWorkflow],
      ...bornAt(now),
    };
    return accept(
      { type: 'record.created', table: 'user', row: firstUser(args, now) },
      ...severities,
      ...workflows,
      { type: 'record.created', table: 'workspace', row: workspace },
    );
  },
});
