import type { CommandId } from '#domain/ids.ts';
import { rejection } from '#domain/rejection.ts';
import { readIssueShape } from '#engine/queries/issue-shapes.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { IssueShape } from '#protocol/shapes.ts';
import type { Answer } from './commands/command.ts';
import { issueText } from './issue-text.ts';
import type { Opened } from './open-workspace.ts';

export interface Wish {
  readonly name: string;
  readonly args: unknown;
}

/** Gives commands as one batch, all or nothing; answers the first refusal. */
export async function give(
  { session, user }: Opened,
  wishes: readonly Wish[],
): Promise<Result<null>> {
  const { engine } = session;
  const { outcomes } = await engine.execute({
    actor: user.id,
    commands: wishes.map((wish) => ({ id: engine.clock.newId() as CommandId, ...wish })),
    atomic: true,
  });
  for (const outcome of outcomes) if (outcome.outcome === 'rejected') return failure(outcome.error);
  return success(null);
}

/** Gives commands about an issue and answers how it stands then. */
export async function giveForIssue(
  opened: Opened,
  issue: string,
  wishes: readonly Wish[],
): Promise<Answer> {
  const given = await give(opened, wishes);
  if (!given.ok) return given;
  const shape = await readIssueShape(issue, opened.asker());
  if (!shape.ok) return shape;
  return { ok: true, json: { issue: shape.value }, text: oneLine(shape.value) };
}

/** The id of an issue that is named by its key, in any case. */
export async function issueIdOf(opened: Opened, key: string): Promise<Result<string>> {
  const shape = await readIssueShape(key, opened.asker());
  return shape.ok ? success(shape.value.id) : shape;
}

export async function userIdOf({ session }: Opened, username: string): Promise<Result<string>> {
  const row = await session.engine.store.read
    .selectFrom('user')
    .select('id')
    .where('username', '=', username.toLowerCase())
    .executeTakeFirst();
  if (row) return success(row.id);
  const message = `There is no person ${username} here. Check the username.`;
  return failure(rejection('VALIDATION', message, { field: 'assignee' }));
}

function oneLine(issue: IssueShape): string {
  return `${issueText(issue)}\n`;
}
