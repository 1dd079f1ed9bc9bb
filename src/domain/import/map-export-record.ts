import type { z } from 'zod';
import type { UserId } from '../ids.ts';
import type { Directory, KnownPerson, Place } from './directory.ts';
import type { exportHeader, ParsedExportRecord } from './export-record.ts';
import type { ImportRow } from './import-row.ts';
import type { DraftRow } from './map-row.ts';
import { stateOf } from './source-words.ts';

/** Notes everything that an export's first line names and nobody here knows. */
export function mapExportHeader(header: z.output<typeof exportHeader>, directory: Directory): void {
  for (const { username, name, role, email } of header.people) {
    directory.person({ username, name, role, email: email ?? null });
  }
  for (const severity of header.severities) directory.makeSeverity(severity);
  for (const { name, colour } of header.tags) directory.tag(name, colour);
  for (const { members, workflow, ...project } of header.projects) {
    directory.project({
      ...project,
      members: members.map((username) => personNamed(directory, username).id),
      ...(workflow === null ? {} : { workflow }),
    });
  }
}

/** A line of our own export: the words are ours already, only names become ids. */
export function mapExportRecord(
  record: ParsedExportRecord,
  directory: Directory,
  on: { readonly place: Place; readonly number: number },
): DraftRow {
  const told: { field: string; message: string }[] = [];
  const idOf = (username: string): UserId => personNamed(directory, username).id;
  const state = on.place.state(record.status, stateOf(record.status).category);
  if (state.name !== record.status) {
    const message = `The project has no state “${record.status}”; ${state.name} stands for it.`;
    told.push({ field: 'status', message });
  }
  const over = state.category === 'done' || state.category === 'closed';
  const severity = directory.severity(record.severity);
  if (severity === undefined) {
    const message = `There is no severity “${record.severity}” here; another stands for it.`;
    told.push({ field: 'severity', message });
  }
  let assignee: KnownPerson | null =
    record.assignee === null ? null : personNamed(directory, record.assignee);
  if (assignee !== null && !over && !on.place.mayBeAssigned(assignee)) {
    const message = `${assignee.name} is blocked or does not see the project; nobody is assigned.`;
    told.push({ field: 'assignee', message });
    assignee = null;
  }
  const row: ImportRow = {
    id: record.id,
    project: on.place.id,
    number: on.number,
    external: record.external,
    type: record.type,
    title: record.title,
    description: record.description,
    bug: record.bug === null ? null : { ...record.bug, author: idOf(record.bug.author) },
    severity: severity ?? directory.middleSeverity(),
    priority: record.priority,
    status: state.name,
    reporter: idOf(record.reporter),
    assignee: assignee?.id ?? null,
    resolution: over ? record.resolution : null,
    resolutionNote: record.resolutionNote,
    fixedIn: over ? record.fixedIn : null,
    duplicateOf: null,
    tags: record.tags.map((name) => directory.tag(name)),
    watchers: record.watchers.map(idOf),
    confidential: record.confidential,
    dueDate: record.dueDate,
    assessedAt: instantOrNull(record.assessedAt),
    resolvedAt: over ? instantOrNull(record.resolvedAt) : null,
    closedAt: state.category === 'closed' ? instantOrNull(record.closedAt) : null,
    createdAt: Date.parse(record.createdAt),
    updatedAt: Date.parse(record.updatedAt),
    comments: record.comments.map(({ id, author, content, createdAt, editedAt }) => ({
      id,
      author: idOf(author),
      content,
      createdAt: Date.parse(createdAt),
      editedAt: instantOrNull(editedAt),
    })),
    assignments: record.assignments.map((assignment) => ({
      id: assignment.id,
      assignee: idOf(assignment.assignee),
      assignedBy: idOf(assignment.assignedBy),
      assignedAt: Date.parse(assignment.assignedAt),
      status: assignment.status,
      endedAt: instantOrNull(assignment.endedAt),
    })),
    history: record.activity.map(({ id, at, actor, kind, field, from, to }) => ({
      id,
      at: Date.parse(at),
      by: idOf(actor),
      kind,
      field: field ?? null,
      from: from ?? null,
      to: to ?? null,
    })),
  };
  return { row, told };
}

/** Someone whom the head of the file does not list is made under the username alone. */
function personNamed(directory: Directory, username: string): KnownPerson {
  return directory.person({ username, name: username });
}

function instantOrNull(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
