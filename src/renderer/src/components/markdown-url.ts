const OPENABLE = /^(?:https?:\/\/|mailto:)/i;

/** The address where it may be opened from a text of somebody's: http, https or mailto; else none. */
export function openableUrl(url: string): string | undefined {
  const trimmed = url.trim();
  return OPENABLE.test(trimmed) ? trimmed : undefined;
}
