import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import type { CommandId, UserId } from '#domain/ids.ts';
import { systemClock } from '#engine/clock.ts';
import { openEngine } from '#engine/engine.ts';
import { randomFrom } from './seeded-random.ts';

/*
 * A process that writes without end until it is killed: `crash-writer.ts FOLDER SEED ADMIN`. A line
 * `ack ID` goes to standard output after each commit, written at once.
 */

const [folder = '', seed = '1', admin = ''] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const { newId } = systemClock;
// Else the cache of what was compiled is written at the exit, to which a killed process does not come.
flushCompileCache();
const engine = await openEngine({ folder, resources: '', program: 'crash-writer' });
const { read } = engine.store;
const project = await read.selectFrom('project').select('id').executeTakeFirstOrThrow();
const severity = await read.selectFrom('severity').select('id').executeTakeFirstOrThrow();
const rows = await read.selectFrom('issue').select(['id', 'title']).orderBy('seq').execute();
const issues = rows.map(({ id }) => id);
const titles = new Map(rows.map(({ id, title }) => [id, title]));

function wish(): { name: string; args: Record<string, unknown> } {
  const issue = issues[Math.floor(random() * issues.length)];
  const dice = random();
  if (issue === undefined || dice < 0.3) {
    const id = newId();
    issues.push(id);
    titles.set(id, 'Killed in the middle');
    const text = 'steps '.repeat(Math.floor(random() * 400));
    return {
      name: 'issue.create',
      args: {
        id,
        project: project.id,
        severity: severity.id,
        title: 'Killed in the middle',
        description: `It stops. ${text}`,
      },
    };
  }
  if (dice < 0.6)
    return { name: 'comment.add', args: { id: newId(), issue, content: 'Seen again.' } };
  if (dice < 0.8) {
    const from = titles.get(issue);
    const to = `Title ${Math.floor(random() * 1e9)}`;
    titles.set(issue, to);
    return { name: 'issue.edit', args: { issue, field: 'title', from, to } };
  }
  return { name: 'issue.assign', args: { issue, assignee: admin } };
}

writeSync(1, 'ready\n');
for (;;) {
  const commands = Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
    id: newId() as CommandId,
    ...wish(),
  }));
  const { outcomes } = await engine.execute({ actor: admin as UserId, commands });
  const lines = outcomes.map(({ id, outcome }) => `${outcome} ${id}\n`);
  writeSync(1, lines.join(''));
}
