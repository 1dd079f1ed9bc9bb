import { rejection } from '#domain/rejection.ts';
import { foldCase } from '#domain/text.ts';
import { listSeverities } from '#engine/queries/managed-lists.ts';
import { listProjects } from '#engine/queries/projects.ts';
import { startProject } from '#engine/start-workspace.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { giveForIssue, userIdOf, type Wish } from '../execute.ts';
import { type Opened, withWorkspace } from '../open-workspace.ts';
import { type Call, type CliCommand, text, texts, WrongUsage } from './command.ts';

const FIRST_PROJECT = { key: 'BUG', name: 'Bugs' };
const USUAL_SEVERITY = 'Major';
const MOST_PROJECTS = 10_000;
const TAG_COLOUR = '#626661';

export const newCommand: CliCommand = {
  name: 'new',
  words: '',
  count: [0, 0],
  summary: 'Files an issue',
  flags: {
    title: { type: 'string' },
    project: { type: 'string' },
    type: { type: 'string' },
    description: { type: 'string' },
    steps: { type: 'string' },
    expected: { type: 'string' },
    actual: { type: 'string' },
    frequency: { type: 'string' },
    env: { type: 'string', multiple: true },
    severity: { type: 'string' },
    priority: { type: 'string' },
    assignee: { type: 'string' },
    tag: { type: 'string', multiple: true },
    due: { type: 'string' },
    confidential: { type: 'boolean' },
  },
  flagHelp: [
    '--title T            what is wrong, in one line (needed)',
    '--project KEY        where; without it the only project, or BUG, made when missing',
    '--description TEXT   Markdown; it or --steps is needed',
    '--steps S            steps to reproduce; with them --expected, --actual, --frequency',
    '--env KEY=VALUE      an entry of the environment, such as os=Android 15; may come often',
    `--severity LEVEL     such as Blocker (${USUAL_SEVERITY})`,
    '--priority P         low, medium, high or critical (medium)',
    '--assignee USER      a username',
    '--tag NAME           may come often; made when missing',
    '--type T             bug or task (bug)',
    '--due DAY            YYYY-MM-DD',
    '--confidential       only for reporter, assignee, managers and admins',
  ],
  run: (call) => {
    if (text(call.flags, 'title') === undefined) {
      throw new WrongUsage(
        'new needs a title: katydid new --title "It crashes" --steps "1. Open it"',
      );
    }
    return withWorkspace(call, (opened) => fileIssue(call, opened));
  },
};

async function fileIssue(call: Call, opened: Opened) {
  const { flags } = call;
  const project = await projectIdOf(opened, text(flags, 'project'));
  if (!project.ok) return project;
  const severity = await severityIdOf(opened, text(flags, 'severity') ?? USUAL_SEVERITY);
  if (!severity.ok) return severity;
  const username = text(flags, 'assignee');
  const assignee = username === undefined ? success(null) : await userIdOf(opened, username);
  if (!assignee.ok) return assignee;
  const { wishes, ids } = await tagWishes(opened, texts(flags, 'tag'));
  const id = opened.session.engine.clock.newId();
  const steps = text(flags, 'steps');
  const args = {
    id,
    project: project.value,
    title: text(flags, 'title'),
    severity: severity.value,
    assignee: assignee.value,
    tags: ids,
    confidential: flags.confidential === true,
    ...given('type', text(flags, 'type')),
    ...given('description', text(flags, 'description')),
    ...given('priority', text(flags, 'priority')),
    ...given('dueDate', text(flags, 'due')),
    ...(steps === undefined ? {} : { bug: bugDetails(call, steps) }),
  };
  return giveForIssue(opened, id, [...wishes, { name: 'issue.create', args }]);
}

function bugDetails({ flags }: Call, stepsToReproduce: string) {
  const environment = texts(flags, 'env').map((entry) => {
    const at = entry.indexOf('=');
    if (at < 1) throw new WrongUsage('--env takes KEY=VALUE, such as --env "os=Android 15".');
    return [entry.slice(0, at), entry.slice(at + 1)] as const;
  });
  return {
    stepsToReproduce,
    environment: Object.fromEntries(environment),
    ...given('expected', text(flags, 'expected')),
    ...given('actual', text(flags, 'actual')),
    ...given('frequency', text(flags, 'frequency')),
  };
}

function given(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

/** The named project; without a name the only one that is seen, else `BUG`, which is made when missing. */
async function projectIdOf(opened: Opened, key: string | undefined): Promise<Result<string>> {
  const all = { text: key ?? '', archived: false, offset: 0, count: MOST_PROJECTS };
  const { projects } = await listProjects(all, opened.asker());
  const wanted = key?.toUpperCase() ?? (projects.length === 1 ? projects[0]?.key : undefined);
  const found = projects.find((project) => project.key === (wanted ?? FIRST_PROJECT.key));
  if (found) return success(found.id);
  if (key !== undefined) {
    const message = `There is no project ${key}, or you do not see it. Check the key.`;
    return failure(rejection('NOT_FOUND', message, { field: 'project' }));
  }
  return startProject(opened.session.engine, opened.user.id, FIRST_PROJECT);
}

async function severityIdOf(opened: Opened, level: string): Promise<Result<string>> {
  const { severities } = await listSeverities(opened.asker());
  const found = severities.find((row) => row.level.toLowerCase() === level.toLowerCase());
  if (found) return success(found.id);
  const names = severities.map((row) => row.level).join(', ');
  const message = `There is no severity ${level}. Choose one of ${names}.`;
  return failure(rejection('VALIDATION', message, { field: 'severity' }));
}

async function tagWishes(
  { session }: Opened,
  names: readonly string[],
): Promise<{ readonly wishes: readonly Wish[]; readonly ids: readonly string[] }> {
  const { store, clock } = session.engine;
  const wishes: Wish[] = [];
  const ids: string[] = [];
  for (const [fold, name] of new Map(names.map((name) => [foldCase(name.trim()), name]))) {
    const known = await store.read
      .selectFrom('tag')
      .select('id')
      .where('name_fold', '=', fold)
      .executeTakeFirst();
    const id = known?.id ?? clock.newId();
    ids.push(id);
    if (!known) wishes.push({ name: 'tag.create', args: { id, name, colour: TAG_COLOUR } });
  }
  return { wishes, ids };
}
