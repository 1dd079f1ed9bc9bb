import { z } from 'zod';
import { API, commandOutcome } from '#protocol/api.ts';
import { giveCommands } from '../give-commands.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { EXAMPLE_ID } from './examples.ts';

export const COMMAND_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/commands',
    summary: 'Give commands',
    description:
      'Decided in their order in one transaction. With `atomic`, one refusal undoes them all. The same id again gets the same outcome.',
    tag: 'Commands',
    auth: 'caller',
    // A command's own id does what a key would.
    idempotent: false,
    body: API.execute.input,
    answer: z.array(commandOutcome),
    examples: {
      body: {
        commands: [
          {
            id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e91',
            name: 'issue.watch',
            args: { issue: EXAMPLE_ID },
          },
        ],
      },
      answer: [{ id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e91', outcome: 'accepted' }],
    },
    run: async ({ body: { commands, atomic = false }, caller, context }, services) => {
      const outcomes = await giveCommands({ caller, context }, services, commands, atomic);
      return outcomes.ok ? answer([...outcomes.value]) : outcomes;
    },
  }),
];
