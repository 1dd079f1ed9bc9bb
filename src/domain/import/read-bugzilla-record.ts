import { FieldReader, isFields } from './field-reader.ts';
import type { SourceChange, SourceReading } from './source-row.ts';

/** Columns without which a file is not a Bugzilla list; any other may be absent. */
export const BUGZILLA_REQUIRED = ['Bug ID', 'Summary'] as const;

/** What Bugzilla writes where nothing is chosen. */
const NOTHING = '---';

/**
 * A record of a Bugzilla list as CSV, an object by column name. Times have no zone there and are
 * taken as UTC.
 * @param source which Bugzilla it is: the file does not say, and rows are known again by it
 */
export function readBugzillaRecord(record: unknown, source: string): SourceReading {
  if (!isFields(record)) return { ok: false, field: '', message: 'The row has no columns.' };
  const read = new FieldReader(record);
  const word = (column: string) => {
    const text = read.text(column);
    return text === NOTHING ? null : text;
  };
  const id = read.required('Bug ID');
  const classification = word('Classification');
  const product = word('Product');
  const created = read.instant('Opened');
  const version = word('Version');
  const os = word('OS');
  const platform = word('Hardware');
  const changes: SourceChange[] = [];
  for (const column of ['Target Milestone', 'Depends on', 'Blocks'] as const) {
    const to = word(column);
    if (to !== null) changes.push({ at: created ?? 0, by: null, field: column, from: null, to });
  }
  const row = {
    source,
    id,
    url: read.text('URL'),
    project: product ?? classification,
    labels: [
      word('Component'),
      product === null || classification === 'Unclassified' ? null : classification,
      ...splitWords(word('Tags')),
      ...splitWords(word('Keywords')),
    ].filter((label) => label !== null),
    type: word('Type'),
    title: read.text('Summary') ?? '',
    description: read.text('Description') ?? '',
    status: word('Status') ?? 'NEW',
    resolution: word('Resolution'),
    severity: word('Severity'),
    priority: word('Priority'),
    reporter: word('Reporter'),
    assignee: word('Assignee'),
    environment: {
      ...(version === null ? {} : { appVersion: version }),
      ...(os === null ? {} : { os }),
      ...(platform === null ? {} : { platform }),
    },
    created,
    updated: read.instant('Changed'),
    closed: null,
    duplicateOf: word('Duplicate of'),
    statuses: [],
    changes,
    comments: [],
  };
  if (read.problem !== null) return { ok: false, ...read.problem };
  return { ok: true, row, cleaned: read.cleaned };
}

function splitWords(text: string | null): string[] {
  return text === null ? [] : text.split(',').map((word) => word.trim());
}
