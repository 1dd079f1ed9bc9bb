const MAX = 10;

/**
 * The key of a project that comes in by name: its letters and digits in capitals, cut to ten,
 * numbered from 2 when taken ("golang/go" → GOLANGGO, GOLANGGO2).
 */
export function projectKeyFor(name: string, taken: { has(key: string): boolean }): string {
  const letters = name
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
  const begun = /^[A-Z]/.test(letters) ? letters : `P${letters}`;
  const base = begun.length < 2 ? `${begun}ROJECT` : begun;
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : String(n);
    const key = `${base.slice(0, MAX - suffix.length)}${suffix}`;
    if (!taken.has(key)) return key;
  }
}
