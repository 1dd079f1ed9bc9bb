import { z } from 'zod';
import type { UserId } from '../ids.ts';
import { bodyText, codePoints, isBlank, nameText } from '../text.ts';

export const FREQUENCIES = ['always', 'sometimes', 'once', 'unknown'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** Environment keys that the interface knows by name; any other key may stand beside them. */
export const KNOWN_ENVIRONMENT_KEYS = [
  'os',
  'appVersion',
  'build',
  'device',
  'browser',
  'screen',
  'locale',
  'timeZone',
  'memory',
] as const;

/** The optional part of an issue of type `bug`. */
export interface BugDetails {
  /** Never blank. */
  readonly stepsToReproduce: string;
  readonly expected: string;
  readonly actual: string;
  readonly frequency: Frequency;
  readonly environment: Readonly<Record<string, string>>;
  readonly author: UserId;
}

export const stepsToReproduce = bodyText('Steps to reproduce', 64).refine(
  (text) => !isBlank(text),
  'Steps to reproduce is empty. Write at least one step.',
);
export const expectedResult = bodyText('Expected', 64);
export const actualResult = bodyText('Actual', 64);
export const frequency = z.enum(FREQUENCIES);

const MAX_ENTRIES = 50;
const MAX_VALUE = 1000;

export const environment = z
  .record(
    nameText('The environment key', 1, 40),
    z
      .string()
      .refine(
        (value) => codePoints(value) <= MAX_VALUE,
        `An environment value has at most ${MAX_VALUE} characters.`,
      ),
  )
  .refine(
    (entries) => Object.keys(entries).length <= MAX_ENTRIES,
    `An environment has at most ${MAX_ENTRIES} entries.`,
  );

/** Bug details as a person gives them; the author is the actor. */
export const bugDetailsInput = z.strictObject({
  stepsToReproduce,
  expected: expectedResult.default(''),
  actual: actualResult.default(''),
  frequency: frequency.default('unknown'),
  environment: environment.default({}),
});
export type BugDetailsInput = z.infer<typeof bugDetailsInput>;
