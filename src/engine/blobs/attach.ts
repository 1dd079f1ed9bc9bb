import { failure, success } from '#protocol/result.ts';
import type { Engine } from '../engine.ts';
import type { Attach } from './finish-upload.ts';

/** Attaches a file whose content is kept: a command like any other, given by the engine alone. */
export function attachBy(engine: Pick<Engine, 'execute'>): Attach {
  return async (actor, id, args) => {
    const commands = [{ id, name: 'attachment.add', args }];
    const { outcomes } = await engine.execute({ actor, commands });
    const [outcome] = outcomes;
    if (outcome === undefined) throw new Error('A command has no outcome.');
    return outcome.outcome === 'accepted' ? success(null) : failure(outcome.error);
  };
}
