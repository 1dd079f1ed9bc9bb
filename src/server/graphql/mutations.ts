import { GraphQLNonNull } from 'graphql';
import { z } from 'zod';
import { COMMANDS } from '#domain/commands.ts';
import { commandId } from '#domain/ids.ts';
import { isHostOnly } from '#engine/page-commands.ts';
import type { CallInput } from '#protocol/api.ts';
import { commandOutcome } from '#protocol/api.ts';
import { giveCommands } from '../give-commands.ts';
import { answerTo } from './command-answers.ts';
import type { GraphContext } from './context.ts';
import { refusal, unwrap } from './errors.ts';
import { defineField, type Field } from './schema/define-field.ts';
import type { InputTypes } from './schema/input-types.ts';
import { camelCase, pascalCase } from './schema/zod-parts.ts';

/** Commands that make a thing, whose id may be left out. */
const MAKES = /\.(create|add|relate)$/;
/** A write costs as much as so many objects that are read. */
const WRITE_COST = 20;
const MOST_COMMANDS = 200;

const commandInput = z.strictObject({
  id: commandId.optional(),
  name: z.string().max(60).meta({ description: 'Such as issue.transition.' }),
  args: z.record(z.string(), z.unknown()),
});
const outcomeShape = z.object({
  id: commandId,
  outcome: commandOutcome.shape.outcome,
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      field: z.string().optional(),
      details: z.unknown().optional(),
    })
    .nullable(),
});

/** A mutation for every command that a page may give, named after it, and one for many at once. */
export function mutationsOf(inputs: InputTypes): Readonly<Record<string, Field>> {
  inputs.objectOf(commandInput, 'CommandInput');
  const single = Object.entries<{ readonly schema: z.ZodType }>(COMMANDS)
    .filter(([name]) => !isHostOnly(name))
    .map(([name, { schema }]) => [camelCase(name), mutationOf(name, schema, inputs)] as const);
  return { ...Object.fromEntries(single), commands: manyCommands };
}

const ownId = commandId.optional().meta({
  description: 'The same command under the same id has one effect; a fresh one unless told.',
});

function mutationOf(name: string, schema: z.ZodType, inputs: InputTypes): Field {
  const input = inputs.objectOf(schema, `${pascalCase(name)}Input`, {
    optional: MAKES.test(name) ? ['id'] : [],
    // Passwords are set by REST, which asks for the present one.
    hidden: ['passwordHash'],
  });
  const { answer, read } = answerTo(name);
  const makes = MAKES.test(name) && input?.getFields().id !== undefined;
  return defineField({
    description: `The command ${name}.`,
    args: { commandId: ownId },
    // The command's own schema checks them, as for everybody who gives it.
    inputs: input === null ? {} : { input: new GraphQLNonNull(input) },
    answer,
    cost: WRITE_COST,
    resolve: async (_source, { commandId: id, input: given }, context) => {
      const { newId } = context.request;
      const args = { ...(makes ? { id: newId('thing') } : {}), ...toldIn(given) };
      const [outcome] = await execute([{ id: id ?? newId('command'), name, args }], true, context);
      if (outcome?.outcome === 'rejected') throw refusal(outcome.error);
      return read(args, context);
    },
  });
}

const manyCommands = defineField({
  description:
    'Decided in their order in one transaction. With `atomic`, one refusal undoes them all. The same id again gets the same outcome.',
  args: {
    commands: z.array(commandInput).min(1).max(MOST_COMMANDS),
    atomic: z.boolean().default(false),
  },
  answer: z.array(outcomeShape),
  cost: WRITE_COST,
  resolve: async (_source, { commands, atomic }, context) => {
    const given = commands.map(({ id, ...command }) => ({
      ...command,
      id: id ?? context.request.newId('command'),
    }));
    const outcomes = await execute(given, atomic, context);
    return outcomes.map(({ id, ...outcome }) => ({
      id,
      outcome: outcome.outcome,
      error: outcome.outcome === 'rejected' ? outcome.error : null,
    }));
  },
});

type Commands = CallInput<'execute'>['commands'];

async function execute(commands: Commands, atomic: boolean, context: GraphContext) {
  const { caller, request, services } = context;
  const outcomes = unwrap(
    await giveCommands({ caller, context: request }, services, commands, atomic),
  );
  await context.refresh();
  return outcomes;
}

/** An input object as the schema of its command reads it: GraphQL makes objects without a prototype. */
function toldIn(input: unknown): Readonly<Record<string, unknown>> {
  return input === undefined ? {} : structuredClone({ ...(input as object) });
}
