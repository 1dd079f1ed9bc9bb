const MAX = 32;

/** Letters that Unicode does not take apart into a Latin letter and a mark. */
const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * A username for a person who comes in by name: Latin letters without marks, digits and hyphens,
 * of an address the part before the @; `-2`, `-3` … when taken ("Jörn M. Horschig" →
 * jorn-m.-horschig). A name without any such letter becomes `person`.
 */
export function usernameFor(name: string, taken: { has(username: string): boolean }): string {
  const base = slug(name);
  if (!taken.has(base)) return base;
  for (let n = 2; ; n += 1) {
    const suffix = `-${n}`;
    const username = `${base.slice(0, MAX - suffix.length)}${suffix}`;
    if (!taken.has(username)) return username;
  }
}

function slug(name: string): string {
  const said = /^[^\s@]+@[^\s@]+$/.test(name) ? name.slice(0, name.indexOf('@')) : name;
  const latin = said
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ßæœøłđðþı]/g, (letter) => LATIN[letter] ?? '')
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .slice(0, MAX)
    .replaceAll(/^[-._]+|[-._]+$/g, '');
  if (latin === '') return 'person';
  return latin.length < 2 ? `person-${latin}` : latin;
}
