import type { WholeIssue } from './whole-issues.ts';

/** Characters of all that is kept together: some 30 MB, besides the JSON that lists have shown of it. */
const MOST_TEXT = 8_000_000;
/** What an issue holds besides its long texts. */
const BESIDES = 1000;

/**
 * Issues as lists showed them lately, by row number, the most recently used of them. Whoever keeps
 * one lets go of it when the log of changes names it, or says that names have changed.
 */
export class KeptIssues {
  readonly #kept = new Map<number, WholeIssue>();
  #text = 0;

  get(seq: number): WholeIssue | undefined {
    const issue = this.#kept.get(seq);
    if (issue === undefined) return undefined;
    this.#kept.delete(seq);
    this.#kept.set(seq, issue);
    return issue;
  }

  /** What it duplicates may be hidden without its being named, so such an issue is read each time. */
  keep(issue: WholeIssue): void {
    this.drop(issue.seq);
    if (issue.original !== null) return;
    this.#kept.set(issue.seq, issue);
    this.#text += textOf(issue);
    for (const seq of this.#kept.keys()) {
      if (this.#text <= MOST_TEXT) return;
      this.drop(seq);
    }
  }

  drop(seq: number): void {
    const issue = this.#kept.get(seq);
    if (issue === undefined) return;
    this.#kept.delete(seq);
    this.#text -= textOf(issue);
  }

  clear(): void {
    this.#kept.clear();
    this.#text = 0;
  }
}

function textOf({ fields }: WholeIssue): number {
  const { description, resolutionNote, bug } = fields;
  const details = bug === null ? 0 : JSON.stringify(bug).length;
  return BESIDES + description.length + (resolutionNote?.length ?? 0) + details;
}
