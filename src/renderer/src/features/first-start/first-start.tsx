/** The first minute: a name, and how to start. */
export function FirstStart({ folder }: { readonly folder: string }) {
  return <main>{folder}</main>;
}
