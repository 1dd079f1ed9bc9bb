/**
 * Which rows of a list that is ordered by a unique text: by position, or those next to a row. `before`
 * gives the nearest ones, in the list's order as ever.
 */
export type ListWindow =
  | { readonly offset: number; readonly count: number }
  | { readonly after: string | null; readonly count: number }
  | { readonly before: string; readonly count: number };
