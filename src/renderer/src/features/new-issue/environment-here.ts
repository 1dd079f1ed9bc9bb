import type { EnvironmentRow } from './environment-rows.tsx';

/** What the page can tell of this device, under the names that the interface knows. */
export function environmentHere(): readonly EnvironmentRow[] {
  const { width, height } = window.screen;
  const ratio = window.devicePixelRatio === 1 ? '' : ` at ${window.devicePixelRatio}×`;
  return [
    { name: 'os', value: systemOf(navigator.userAgent) },
    { name: 'browser', value: browserOf(navigator.userAgent) },
    { name: 'screen', value: `${width} × ${height}${ratio}` },
    { name: 'locale', value: navigator.language },
    { name: 'timeZone', value: Intl.DateTimeFormat().resolvedOptions().timeZone },
  ].filter(({ value }) => value !== '');
}

/** Words of a user agent that say nothing beside the system's own name. */
const FILLERS: ReadonlySet<string> = new Set(['X11', 'Macintosh', 'Win64', 'U']);

/** The system in a user agent, from what stands in its first brackets. */
export function systemOf(userAgent: string): string {
  const parts = /\(([^)]*)\)/.exec(userAgent)?.[1]?.split('; ') ?? [];
  return parts
    .filter((part) => !FILLERS.has(part))
    .slice(0, 2)
    .join(', ');
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Electron\/([\d.]+)/, 'Electron'],
  [/Edg\/([\d.]+)/, 'Edge'],
  [/Firefox\/([\d.]+)/, 'Firefox'],
  [/Chrome\/([\d.]+)/, 'Chrome'],
  [/Version\/([\d.]+).*Safari/, 'Safari'],
];

/** The browser in a user agent with its version; empty where it is none that is known. */
export function browserOf(userAgent: string): string {
  for (const [pattern, name] of BROWSERS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return '';
}
