import type { ParseArgsOptionsConfig } from 'node:util';
import type { Rejection } from '#domain/rejection.ts';
import type { Terminal } from '../terminal.ts';

/** Values of the flags that a command knows; a flag given several times is a list. */
export type Flags = Readonly<
  Record<string, string | boolean | readonly (string | boolean)[] | undefined>
>;

/** One call of the command line, its words sorted into flags and the rest. */
export interface Call {
  readonly words: readonly string[];
  readonly flags: Flags;
  /** Absolute path of the workspace's folder. */
  readonly folder: string;
  /** `--as`: a username. */
  readonly as: string | undefined;
  readonly terminal: Terminal;
}

/** What a command answers: shown as JSON with `--json`, else as text. */
export type Answer =
  | {
      readonly ok: true;
      readonly json: unknown;
      readonly text: string;
      /** The work was done, and what it found is bad: exit code 1 all the same. */
      readonly bad?: boolean;
    }
  | { readonly ok: false; readonly error: Rejection };

export interface CliCommand {
  readonly name: string;
  /** What follows the name, such as `KEY STATUS`. */
  readonly words: string;
  /** How many words it takes at least and at most. */
  readonly count: readonly [number, number];
  readonly summary: string;
  readonly flags: ParseArgsOptionsConfig;
  /** A line a flag, as `--help` shows it. */
  readonly flagHelp: readonly string[];
  /** null: what there is to say was said already. */
  readonly run: (call: Call) => Promise<Answer | null>;
}

/** The call is not of the command's form; the message says what would be right. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

export function text(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

export function texts(flags: Flags, name: string): readonly string[] {
  const value = flags[name];
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string');
  return typeof value === 'string' ? [value] : [];
}

/** A flag that counts, from `least` up; `fallback` where it is not given. */
export function count(flags: Flags, name: string, fallback: number, least = 0): number {
  const given = text(flags, name);
  if (given === undefined) return fallback;
  const value = Number(given);
  if (Number.isInteger(value) && value >= least) return value;
  throw new WrongUsage(`--${name} takes a whole number from ${least} up, such as --${name} 50.`);
}
