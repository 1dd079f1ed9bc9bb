import type { Instant } from '../ids.ts';

/** A change that the source tells; `by` null: it does not say who. */
export interface SourceChange {
  readonly at: Instant;
  readonly by: string | null;
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * A row of a foreign tracker, read but not yet understood: the tracker's own words. What is absent
 * there is null, '' or an empty list here; texts hold no character that cannot be kept.
 */
export interface SourceRow {
  readonly source: string;
  /** Unique per source. */
  readonly id: string;
  readonly url: string | null;
  readonly project: string | null;
  /** Labels, component and product. */
  readonly labels: readonly string[];
  readonly type: string | null;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  readonly resolution: string | null;
  readonly severity: string | null;
  readonly priority: string | null;
  readonly reporter: string | null;
  readonly assignee: string | null;
  /** By our environment keys. */
  readonly environment: Readonly<Record<string, string>>;
  /** null: the source does not say; the time of the import stands for it. */
  readonly created: Instant | null;
  readonly updated: Instant | null;
  readonly closed: Instant | null;
  /** The id of another row of the same source. */
  readonly duplicateOf: string | null;
  /** When which status was entered, oldest first. */
  readonly statuses: readonly { readonly at: Instant; readonly status: string }[];
  /** By time. */
  readonly changes: readonly SourceChange[];
  readonly comments: readonly {
    readonly at: Instant | null;
    readonly by: string | null;
    readonly body: string;
  }[];
}

/** What a reader made of a record. `cleaned`: fields whose text lost characters that cannot be kept. */
export type SourceReading =
  | { readonly ok: true; readonly row: SourceRow; readonly cleaned: readonly string[] }
  | { readonly ok: false; readonly field: string; readonly message: string };
