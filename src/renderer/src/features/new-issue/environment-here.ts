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

/** The system in a user agent: what stands first in its brackets. */
export function systemOf(userAgent: string): string {
  return /\(([^;)]+)(?:; ([^;)]+))?/.exec(userAgent)?.slice(1, 3).filter(Boolean).join(', ') ?? '';
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
