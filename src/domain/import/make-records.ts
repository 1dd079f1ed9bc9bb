import type { Context } from '../command.ts';
import { type Rejected, reject } from '../decision.ts';
import type { DomainEvent } from '../event.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken, valueTaken } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import type { Lookup, ReadState } from '../state.ts';
import type { Makes } from './import-row.ts';

/** The names that must be free. */
export function makesLookups(makes: Makes): readonly Lookup[] {
  return [
    ...makes.projects.map(({ key }) => ({ find: 'project', by: 'key', value: key }) as const),
    ...makes.people.map(
      ({ username }) => ({ find: 'user', by: 'username', value: username }) as const,
    ),
    ...makes.people.flatMap(({ email }) =>
      email === null ? [] : [{ find: 'user', by: 'email', value: email } as const],
    ),
    ...makes.tags.map(({ name }) => ({ find: 'tag', by: 'name', value: name }) as const),
    ...makes.severities.map(
      ({ level }) => ({ find: 'severity', by: 'level', value: level }) as const,
    ),
  ];
}

export function makesRows(makes: Makes) {
  return {
    project: makes.projects.map(({ id }) => id),
    user: [
      ...makes.people.map(({ id }) => id),
      ...makes.projects.flatMap(({ members }) => members),
    ],
    tag: makes.tags.map(({ id }) => id),
    severity: makes.severities.map(({ id }) => id),
    workflow: makes.projects.flatMap(({ workflow }) => (workflow === null ? [] : [workflow])),
  };
}

/**
 * People, projects, tags and severities that a file names and nobody here knew. An import gives
 * nobody more than a manager's file may: only an admin brings in roles other than tester.
 */
export function makeRecords(
  makes: Makes,
  state: ReadState,
  { actor, now }: Context,
): Rejected | { readonly ok: true; readonly events: readonly DomainEvent[] } {
  const allowed = mayMake(makes, actor, state);
  if (allowed !== null) return allowed;
  for (const lookup of makesLookups(makes)) {
    if (state.find(lookup) !== undefined) return valueTaken(lookup.by, lookup.value);
  }
  const { projects, people, tags, severities } = makes;
  const taken =
    projects.some(({ id }) => state.get('project', id)) ||
    people.some(({ id }) => state.get('user', id)) ||
    tags.some(({ id }) => state.get('tag', id)) ||
    severities.some(({ id }) => state.get('severity', id));
  if (taken) return idTaken();
  const born = bornAt(now);
  const rest = { blocked: false, passwordHash: null, ...born };
  return {
    ok: true,
    events: [
      ...people.map((one) => made('user', { ...one, ...rest })),
      ...severities.map((one) => made('severity', { ...one, author: actor.id, ...born })),
      ...tags.map((one) => made('tag', { ...one, ...born })),
      ...projects.map((one) =>
        made('project', { ...one, archived: false, nextNumber: 1, ...born }),
      ),
    ],
  };
}

function made(table: 'user' | 'severity' | 'tag' | 'project', row: object): DomainEvent {
  return { type: 'record.created', table, row } as DomainEvent;
}

function mayMake(makes: Makes, actor: Context['actor'], state: ReadState): Rejected | null {
  const workspace = state.get('workspace', 'workspace');
  const defaultWorkflow = workspace && state.get('workflow', workspace.defaultWorkflow);
  if (defaultWorkflow === undefined) throw new Error('The workspace has no default workflow.');
  const permissions = [
    makes.projects.length > 0 ? can(actor, 'project.create', { defaultWorkflow }) : null,
    makes.severities.length > 0 ? can(actor, 'severity.create', {}) : null,
    makes.tags.length > 0 ? can(actor, 'tag.create', {}) : null,
  ];
  for (const permission of permissions) {
    if (permission !== null && !permission.ok) return forbidden(permission);
  }
  if (actor.role === 'admin' || makes.people.every(({ role }) => role === 'tester')) return null;
  const message = 'Only admins can bring in people of other roles than tester.';
  return reject(rejection('FORBIDDEN', message, { field: 'makes.people' }));
}
