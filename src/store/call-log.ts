/** A call to the database that took long. */
export interface SlowCall {
  readonly sql: string;
  readonly ms: number;
}

/** Where the store reports what an operator may want to know. */
export interface CallLog {
  /** From how many milliseconds on a call is slow. */
  readonly slowMs: number;
  readonly slow: (call: SlowCall) => void;
}

/** Reports a call that began at `since` (of `performance.now()`), if it was slow. */
export function reportSlow(log: CallLog | undefined, sql: string, since: number): void {
  if (log === undefined) return;
  const ms = performance.now() - since;
  if (ms >= log.slowMs) log.slow({ sql, ms });
}
