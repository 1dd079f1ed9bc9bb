import { printable } from '#engine/printable.ts';
import { readIssueShape } from '#engine/queries/issue-shapes.ts';
import { timeline } from '#engine/queries/timeline.ts';
import type { ActivityShape, CommentShape, IssueShape } from '#protocol/shapes.ts';
import { withWorkspace } from '../open-workspace.ts';
import type { CliCommand } from './command.ts';

const WINDOW = 500;

export const showCommand: CliCommand = {
  name: 'show',
  words: 'KEY',
  count: [1, 1],
  summary: 'Shows one issue whole, with its comments and activity',
  flags: {},
  flagHelp: [],
  run: (call) =>
    withWorkspace(call, async (opened) => {
      const [key = ''] = call.words;
      const issue = await readIssueShape(key, opened.asker());
      if (!issue.ok) return issue;
      const comments: CommentShape[] = [];
      const activity: ActivityShape[] = [];
      for (let offset = 0, total = 1; offset < total; offset += WINDOW) {
        const input = { issue: issue.value.id, show: 'all', offset, count: WINDOW } as const;
        const part = await timeline(input, opened.asker());
        if (!part.ok) return part;
        total = part.value.total;
        for (const entry of part.value.entries) {
          if (entry.entry === 'comment') comments.push(entry.comment);
          else activity.push(entry.activity);
        }
      }
      const json = { issue: issue.value, comments, activity };
      return { ok: true, json, text: printable(showText(issue.value, comments, activity)) };
    }),
};

function showText(
  issue: IssueShape,
  comments: readonly CommentShape[],
  activity: readonly ActivityShape[],
): string {
  const fields: readonly (readonly [string, string | null])[] = [
    ['Status', issue.status],
    ['Resolution', issue.resolution],
    ['Note', issue.resolutionNote],
    ['Fixed in', issue.fixedIn],
    ['Duplicate of', issue.duplicateOf?.key ?? null],
    ['Type', issue.type],
    ['Severity', issue.severity.level],
    ['Priority', issue.priority],
    ['Assignee', issue.assignee?.name ?? 'nobody'],
    ['Reporter', issue.reporter.name],
    ['Tags', issue.tags.map(({ name }) => name).join(', ') || null],
    ['Due', issue.dueDate],
    ['Confidential', issue.confidential ? 'yes' : null],
    ['From', issue.external?.url ?? issue.external?.id ?? null],
    ['Created', issue.createdAt],
    ['Updated', issue.updatedAt],
  ];
  const known = fields.filter((field): field is readonly [string, string] => field[1] !== null);
  const width = Math.max(...known.map(([name]) => name.length));
  const parts = [
    `${issue.key}  ${issue.title}`,
    known.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n'),
    section('Description', issue.description),
    ...bugSections(issue),
    ...comments.map(({ author, createdAt, content }) =>
      section(`${author.name}, ${createdAt}`, content),
    ),
    section('Activity', activity.map(activityLine).join('\n')),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function bugSections({ bug }: IssueShape): readonly string[] {
  if (bug === null) return [];
  const environment = Object.entries(bug.environment).map(([key, value]) => `${key}: ${value}`);
  return [
    section('Steps to reproduce', bug.stepsToReproduce),
    section('Expected', bug.expected),
    section(`Actual (${bug.frequency})`, bug.actual),
    section('Environment', environment.join('\n')),
  ];
}

function section(head: string, body: string): string {
  return body.trim() === '' ? '' : `${head}\n${body.replaceAll(/^/gm, '  ')}`;
}

function activityLine({ at, actor, kind, field, from, to }: ActivityShape): string {
  const change = [from, to].some((value) => value !== null) ? `: ${from ?? ''} → ${to ?? ''}` : '';
  return `${at}  ${actor.username}  ${kind}${field ? ` ${field}` : ''}${change}`;
}
