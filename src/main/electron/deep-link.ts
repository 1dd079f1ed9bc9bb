/** The scheme of links that open an issue in the application: `katydid://issue/PAY-12`. */
export const SCHEME = 'katydid';

const LINK = /^katydid:\/\/issue\/([a-z][a-z0-9]{1,9}-\d{1,9})\/?$/i;

/** The key that a link names, in capitals; null for anything else: a link comes from anywhere. */
export function issueOfLink(link: string): string | null {
  return LINK.exec(link)?.[1]?.toUpperCase() ?? null;
}

/** The key of the first link among the words that a program was started with. */
export function issueOfArguments(words: readonly string[]): string | null {
  for (const word of words) {
    const issue = issueOfLink(word);
    if (issue !== null) return issue;
  }
  return null;
}
