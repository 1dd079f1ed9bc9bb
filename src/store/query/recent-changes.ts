/** So many changed issues are named; a list that was asked for longer ago is made anew. */
const MOST_NAMED = 5000;

interface Change {
  /** The version that they led to. */
  readonly version: number;
  /** By row number. */
  readonly issues: readonly number[];
}

/** Which issues changed lately, by version. Hearing of a change twice is harmless. */
export class RecentChanges {
  #changes: Change[] = [];
  #named = 0;
  /** What changed up to this version is not known. */
  #floor = Number.POSITIVE_INFINITY;

  /** Forgets everything: whatever was made before `version` is worth nothing now. */
  begin(version: number): void {
    this.#changes = [];
    this.#named = 0;
    this.#floor = version;
  }

  note(change: Change): void {
    this.#changes.push(change);
    this.#named += change.issues.length;
    while (this.#named > MOST_NAMED) {
      const oldest = this.#changes.shift();
      if (oldest === undefined) return;
      this.#named -= oldest.issues.length;
      this.#floor = Math.max(this.#floor, oldest.version);
    }
  }

  /** The issues that changed after one version, up to another; null: that is not known. */
  between(after: number, upTo: number): readonly number[] | null {
    if (after < this.#floor) return null;
    if (after >= upTo) return [];
    const issues = this.#changes.flatMap(({ version, issues }) => (version > after ? issues : []));
    return [...new Set(issues)];
  }
}
