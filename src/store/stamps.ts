export type Flag = 0 | 1;

/** What most rows have beside their own. */
export interface Stamps {
  /** When it was made. */
  created_at: number;
  /** When it was last changed. */
  updated_at: number;
  /** The version of the store (`head.v`) that last changed this row. */
  version: number;
}
