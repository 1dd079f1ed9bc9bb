import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CommandId, commandId, deriveId } from '#domain/ids.ts';

const COMMAND = '019ceb92-ea80-7abc-8def-0123456789ab' as CommandId;
const commands = fc.uuid({ version: 7 }).map((id) => id as CommandId);

describe('an id that follows from a command', () => {
  test('is a UUID with the time and the version of the command', () => {
    const derived = deriveId<string>(COMMAND, 1000);
    expect(commandId.parse(derived)).toBe(derived);
    expect(derived.slice(0, 24)).toBe(COMMAND.slice(0, 24));
  });

  test('is the same whoever derives it, and another for each ordinal', () => {
    const ordinals = [0, 1, 999, 1000, 1001, 65_535, 65_536, 2 ** 32, 2 ** 32 + 1];
    const derived = ordinals.map((ordinal) => deriveId<string>(COMMAND, ordinal));
    expect(ordinals.map((ordinal) => deriveId<string>(COMMAND, ordinal))).toEqual(derived);
    expect(new Set(derived).size).toBe(ordinals.length);
  });

  test('rises with the ordinal, so that one instant keeps its order', () => {
    fc.assert(
      fc.property(commands, fc.nat(60_000), fc.integer({ min: 1, max: 5000 }), (id, from, more) => {
        expect(deriveId<string>(id, from) < deriveId<string>(id, from + more)).toBe(true);
      }),
    );
  });

  test('of two commands of one instant differ, also where their ids only count up', () => {
    const ids = Array.from({ length: 2000 }, (_, n) => {
      return `019ceb92-ea80-7000-8000-${n.toString(16).padStart(12, '0')}` as CommandId;
    });
    const derived = ids.flatMap((id) => [0, 1000, 1001, 2 ** 32].map((n) => deriveId(id, n)));
    expect(new Set(derived).size).toBe(derived.length);
  });
});
