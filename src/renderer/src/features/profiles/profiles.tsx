/** Who works here, where several people share the workspace. */
export function Profiles({ workspace }: { readonly workspace: string }) {
  return <main>{workspace}</main>;
}
