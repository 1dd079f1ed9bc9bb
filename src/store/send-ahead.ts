import type { QueryResult } from 'pg';

/** Sends a statement over one connection. */
export type Ask = (text: string, parameters: readonly unknown[]) => Promise<QueryResult>;

/** Stands before an insert whose answer nobody reads. */
export const UNREAD = '/* unread */ ';

const NOTHING: QueryResult = { command: 'INSERT', rowCount: 0, oid: 0, fields: [], rows: [] };

/**
 * Inside a transaction, does not wait for the answers of inserts that are marked as unread: a write
 * is a dozen of them, and waiting for each would take longer than they do. The next other statement,
 * the commit at the latest, waits for them all, and throws what the first that failed said.
 */
export function sendingAhead(ask: Ask): Ask {
  let isOpen = false;
  let sent: Promise<void>[] = [];
  let failed: { readonly error: unknown } | null = null;

  const fail = (error: unknown) => {
    failed ??= { error };
  };
  return async (text, parameters) => {
    if (isOpen && text.startsWith(UNREAD)) {
      sent.push(ask(text, parameters).then(() => undefined, fail));
      return NOTHING;
    }
    const isBeginning = /^(begin|start transaction)/i.test(text);
    const isEnding = /^(commit|rollback)$/i.test(text);
    const [answer] = await Promise.allSettled([ask(text, parameters), ...sent]);
    const first = failed;
    sent = [];
    if (isBeginning) isOpen = answer.status === 'fulfilled';
    if (isBeginning || isEnding) failed = null;
    if (isEnding) isOpen = false;
    // What undoes a transaction is done whatever failed in it.
    if (first !== null && !/^rollback$/i.test(text)) throw first.error;
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  };
}
