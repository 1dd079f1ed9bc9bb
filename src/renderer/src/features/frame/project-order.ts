import type { ProjectShape } from '#protocol/shapes.ts';

/** How many projects a person's order of use remembers. */
const REMEMBERED = 20;

/** The keys of the projects that were used last, as the setting keeps them: `PAY TIL`. */
export function readRecent(setting: string | undefined): readonly string[] {
  return (setting ?? '').split(' ').filter((key) => key !== '');
}

/** The setting after a project was used: it stands first. */
export function withRecent(recent: readonly string[], key: string): string {
  return [key, ...recent.filter((other) => other !== key)].slice(0, REMEMBERED).join(' ');
}

/** Those used last come first, then those with the most open issues, then by key. */
export function byUse<T extends Pick<ProjectShape, 'key' | 'openCount'>>(
  projects: readonly T[],
  recent: readonly string[],
): readonly T[] {
  const place = (project: T) => {
    const at = recent.indexOf(project.key);
    return at === -1 ? recent.length : at;
  };
  return projects.toSorted(
    (a, b) => place(a) - place(b) || b.openCount - a.openCount || a.key.localeCompare(b.key),
  );
}
