import type { ExportRecord } from '#domain/import/export-record.ts';

/*
 * An issue as one row of a spreadsheet: its fields, without comments, assignments and activity
 * (JSON Lines has those). One name, tag or watcher a line where a cell holds several.
 */

interface CsvColumn {
  readonly name: string;
  /** The text of the cell; '' for null. */
  readonly write: (record: ExportRecord) => string | null;
}

const list = (names: readonly string[]) => names.join('\n');

export const CSV_COLUMNS: readonly CsvColumn[] = [
  { name: 'Key', write: ({ key }) => key },
  { name: 'Project', write: ({ project }) => project },
  { name: 'Type', write: ({ type }) => type },
  { name: 'Title', write: ({ title }) => title },
  { name: 'Status', write: ({ status }) => status },
  { name: 'Severity', write: ({ severity }) => severity },
  { name: 'Priority', write: ({ priority }) => priority },
  { name: 'Assignee', write: ({ assignee }) => assignee },
  { name: 'Reporter', write: ({ reporter }) => reporter },
  { name: 'Tags', write: ({ tags }) => list(tags) },
  { name: 'Due', write: ({ dueDate }) => dueDate },
  { name: 'Created', write: ({ createdAt }) => createdAt },
  { name: 'Updated', write: ({ updatedAt }) => updatedAt },
  { name: 'Resolved', write: ({ resolvedAt }) => resolvedAt },
  { name: 'Closed', write: ({ closedAt }) => closedAt },
  { name: 'Resolution', write: ({ resolution }) => resolution },
  { name: 'Resolution note', write: ({ resolutionNote }) => resolutionNote },
  { name: 'Fixed in', write: ({ fixedIn }) => fixedIn },
  { name: 'Duplicate of', write: ({ duplicateOf }) => duplicateOf },
  { name: 'Confidential', write: ({ confidential }) => (confidential ? 'yes' : 'no') },
  { name: 'Description', write: ({ description }) => description },
  { name: 'Steps to reproduce', write: ({ bug }) => bug?.stepsToReproduce ?? null },
  { name: 'Expected', write: ({ bug }) => bug?.expected ?? null },
  { name: 'Actual', write: ({ bug }) => bug?.actual ?? null },
  { name: 'Frequency', write: ({ bug }) => bug?.frequency ?? null },
  { name: 'Environment (JSON)', write: ({ bug }) => bug && JSON.stringify(bug.environment ?? {}) },
  { name: 'Bug details by', write: ({ bug }) => bug?.author ?? null },
  { name: 'Watchers', write: ({ watchers }) => list(watchers) },
  { name: 'Comments', write: ({ comments }) => String(comments.length) },
  { name: 'Assessed', write: ({ assessedAt }) => assessedAt },
  { name: 'External source', write: ({ external }) => external?.source ?? null },
  { name: 'External id', write: ({ external }) => external?.id ?? null },
  { name: 'External URL', write: ({ external }) => external?.url ?? null },
  { name: 'Id', write: ({ id }) => id },
];

/** The columns without which a CSV file is not one of ours. */
export const CSV_REQUIRED = ['Key', 'Id', 'Project', 'Title'] as const;

/** A row of our own CSV as a line of our own JSON Lines; what is wrong in it, its reader tells. */
export function recordOfCells(cells: Readonly<Record<string, string>>): object {
  const text = (column: string) => cells[column] ?? '';
  const orNull = (column: string) => text(column) || null;
  const names = (column: string) => text(column).split('\n').filter(Boolean);
  return {
    key: text('Key'),
    id: text('Id'),
    project: text('Project'),
    type: orNull('Type') ?? 'bug',
    title: text('Title'),
    description: text('Description'),
    bug: orNull('Steps to reproduce') && {
      stepsToReproduce: text('Steps to reproduce'),
      expected: text('Expected'),
      actual: text('Actual'),
      frequency: orNull('Frequency') ?? 'unknown',
      environment: environmentOf(text('Environment (JSON)')),
      author: orNull('Bug details by') ?? text('Reporter'),
    },
    severity: orNull('Severity') ?? 'Major',
    priority: orNull('Priority') ?? 'medium',
    status: text('Status'),
    reporter: text('Reporter'),
    assignee: orNull('Assignee'),
    resolution: orNull('Resolution'),
    resolutionNote: orNull('Resolution note'),
    fixedIn: orNull('Fixed in'),
    duplicateOf: orNull('Duplicate of'),
    tags: names('Tags'),
    watchers: names('Watchers'),
    confidential: text('Confidential') === 'yes',
    dueDate: orNull('Due'),
    assessedAt: orNull('Assessed'),
    createdAt: text('Created'),
    updatedAt: orNull('Updated') ?? text('Created'),
    resolvedAt: orNull('Resolved'),
    closedAt: orNull('Closed'),
    external: orNull('External id') && {
      source: text('External source'),
      id: text('External id'),
      url: orNull('External URL'),
    },
    comments: [],
    assignments: [],
    activity: [],
  };
}

/** What is not JSON is left as it is: the schema of the record refuses it by its field. */
function environmentOf(cell: string): unknown {
  if (cell === '') return {};
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
