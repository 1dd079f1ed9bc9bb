import type { Span } from '#domain/query/ast.ts';
import { type TokenKind, tokens } from '#domain/query/tokens.ts';

/** A stretch of the query's text that looks alike. */
export interface TintRun {
  readonly text: string;
  readonly kind: TokenKind;
  readonly mistaken: boolean;
}

/** The runs of one tinted patch, or of what lies between patches. */
export interface TintPatch {
  /** Where it begins, from 0. */
  readonly at: number;
  /** Only field terms are tinted; words and spaces stand on the field's own ground. */
  readonly tinted: boolean;
  readonly runs: readonly TintRun[];
}

/** Cuts a query's text into patches and runs, without gap or overlap: joined, they are the text. */
export function tintPatches(text: string, mistake: Span | undefined): readonly TintPatch[] {
  const patches: { at: number; tinted: boolean; term: number | null; runs: TintRun[] }[] = [];
  const all = tokens(text);
  const fields = new Set(all.flatMap(({ kind, term }) => (kind === 'colon' ? [term] : [])));
  for (const { at, length, kind, term } of all) {
    const last = patches.at(-1);
    const runs = cut(text, at - 1, at - 1 + length, mistake).map((run) => ({ ...run, kind }));
    if (last !== undefined && last.term === term && term !== null) last.runs.push(...runs);
    else patches.push({ at: at - 1, tinted: term !== null && fields.has(term), term, runs });
  }
  return patches.map(({ at, tinted, runs }) => ({ at, tinted, runs }));
}

/** A run, cut where the mistake begins and ends. */
function cut(text: string, from: number, to: number, mistake: Span | undefined) {
  const start = mistake === undefined ? to : clamp(mistake.at - 1, from, to);
  const end = mistake === undefined ? to : clamp(mistake.at - 1 + mistake.length, start, to);
  const pieces = [
    { text: text.slice(from, start), mistaken: false },
    { text: text.slice(start, end), mistaken: true },
    { text: text.slice(end, to), mistaken: false },
  ];
  return pieces.filter((piece) => piece.text !== '');
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
