/** Ids as the rows of a query give them; the table says what they are ids of. */
export function ids<Id extends string>(rows: readonly { readonly id: string }[]): readonly Id[] {
  return rows.map(({ id }) => id as Id);
}
