/** What is wrong with a row of a file. `row` counts from 1: the line, or the CSV record after the header. */
export interface RowProblem {
  readonly row: number;
  /** The column or property; '' where the row as a whole is at fault. */
  readonly field: string;
  readonly message: string;
}

/** One step through a file. After `unreadable` nothing comes: what follows cannot be told apart. */
export type FileStep =
  | {
      readonly kind: 'record';
      readonly row: number;
      readonly record: unknown;
      /** Fields whose text lost characters that cannot be kept. */
      readonly cleaned: readonly string[];
    }
  | { readonly kind: 'bad'; readonly problem: RowProblem }
  | { readonly kind: 'unreadable'; readonly problem: RowProblem };

/** A row of more bytes is not kept in memory: it is bad. */
export const MOST_ROW_BYTES = 64 * 1024 * 1024;
