/** `-status:closed` in a query is a negation, not a flag: what follows `--` is taken as words. */
export function protectNegations(args: readonly string[]): string[] {
  if (args.includes('--')) return [...args];
  const isNegation = (arg: string) => /^-[^-]/.test(arg) && arg !== '-h';
  const negations = args.filter(isNegation);
  if (negations.length === 0) return [...args];
  return [...args.filter((arg) => !isNegation(arg)), '--', ...negations];
}
