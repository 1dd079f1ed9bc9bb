import type { Instant } from '../ids.ts';
import { FieldReader, isFields } from './field-reader.ts';
import type { SourceChange, SourceReading } from './source-row.ts';

/** A line of the JSON Lines that collect real trackers (data/README.md), parsed as JSON. */
export function readTrackerRecord(record: unknown): SourceReading {
  if (!isFields(record)) return { ok: false, field: '', message: 'The line is not a JSON object.' };
  const read = new FieldReader(record);
  const product = read.text('product');
  const project = read.text('project') ?? product;
  const component = read.text('component');
  const created = read.instant('created');
  const row = {
    source: read.required('source'),
    id: read.required('externalId'),
    url: read.text('url'),
    project,
    labels: [...read.texts('labels'), component, product === project ? null : product].filter(
      (label) => label !== null,
    ),
    type: read.text('type'),
    title: read.text('title') ?? '',
    description: read.text('description') ?? '',
    status: read.required('status'),
    resolution: read.text('resolution'),
    severity: read.text('severity'),
    priority: read.text('priority'),
    reporter: read.text('reporter'),
    assignee: read.text('assignee'),
    environment: readEnvironment(read),
    created,
    updated: read.instant('updated'),
    closed: read.instant('closed'),
    duplicateOf: read.text('duplicateOf'),
    ...readHistory(read, created ?? 0),
    comments: read.list('comments', (entry) => ({
      at: entry.instant('at'),
      by: entry.text('by'),
      body: entry.text('body') ?? '',
    })),
  };
  if (read.problem !== null) return { ok: false, ...read.problem };
  return { ok: true, row, cleaned: read.cleaned };
}

function readEnvironment(read: FieldReader): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const field of ['version', 'os', 'platform'] as const) {
    const value = read.text(field);
    if (value !== null) environment[field === 'version' ? 'appVersion' : field] = value;
  }
  return environment;
}

/**
 * Status history, field changes, links, attachments and milestone as changes in order of time. A
 * change of the status that the status history tells too stands once.
 */
function readHistory(read: FieldReader, created: Instant) {
  const entered = read.list('statusHistory', (entry) => ({
    at: entry.instant('at') ?? created,
    status: entry.text('status') ?? '',
    by: entry.text('by'),
  }));
  const changes: SourceChange[] = [];
  let from: string | null = null;
  for (const { at, status, by } of entered) {
    changes.push({ at, by, field: 'status', from, to: status });
    from = status;
  }
  const told = read.list('changes', (entry) => ({
    at: entry.instant('at') ?? created,
    by: entry.text('by'),
    field: entry.text('field') ?? '',
    from: entry.text('from'),
    to: entry.text('to'),
  }));
  for (const change of told) {
    const twice =
      change.field === 'Status' &&
      entered.some(({ at, status }) => at === change.at && status === change.to);
    if (!twice) changes.push(change);
  }
  const milestone = read.text('milestone');
  if (milestone !== null) {
    changes.push({ at: created, by: null, field: 'milestone', from: null, to: milestone });
  }
  for (const { type, target } of read.list('links', readLink)) {
    changes.push({ at: created, by: null, field: type, from: null, to: target });
  }
  for (const { at, by, name } of read.list('attachments', readAttachment)) {
    changes.push({ at: at ?? created, by, field: 'attachment', from: null, to: name });
  }
  if (changes.length > entered.length) changes.sort((a, b) => a.at - b.at);
  return { statuses: entered, changes };
}

function readLink(entry: FieldReader) {
  return { type: entry.text('type') ?? 'link', target: entry.text('target') };
}

function readAttachment(entry: FieldReader) {
  return { at: entry.instant('at'), by: entry.text('by'), name: entry.text('name') };
}
