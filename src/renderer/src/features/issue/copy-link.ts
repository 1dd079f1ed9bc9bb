import { shell } from '../../api.ts';
import { formatRoute } from '../../stores/route.ts';

/** An address that opens the issue: that of this page, or the one which the desktop knows. */
export function linkTo(issueKey: string): string {
  if (shell === 'electron') return `katydid://issue/${issueKey}`;
  const url = new URL(window.location.href);
  url.hash = formatRoute({ screen: 'issue', issue: issueKey });
  return url.href;
}

/** Puts a text on the clipboard; false where the system refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
