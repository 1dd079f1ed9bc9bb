import type { QueryResult } from 'pg';

/** Sends a statement over one connection. */
export type Ask = (text: string, parameters: readonly unknown[]) => Promise<QueryResult>;

/** Stands before an insert whose answer nobody reads. */
export const UNREAD = '/* unread';

const NOTHING: QueryResult = { command: 'INSERT', rowCount: 0, oid: 0, fields: [], rows: [] };

/** So many values may be under way: more would pile up faster than the server takes them. */
const MOST_AHEAD = 10_000;

/**
 * Inside a transaction, does not wait for the answers of inserts that are marked as unread: a write
 * is a dozen of them, and waiting for each would take longer than they do. The next other statement,
 * the commit at the latest, waits for them all, and throws what the first that failed said.
 */
export function sendingAhead(ask: Ask): Ask {
  let isOpen = false;
  let sent: Promise<void>[] = [];
  let values = 0;
  /** Of this transaction, in the order in which they failed. */
  let failures: unknown[] = [];

  const fail = (error: unknown) => void failures.push(error);
  const arrived = async (): Promise<void> => {
    const before = sent;
    sent = [];
    values = 0;
    await Promise.all(before);
  };
  return async (text, parameters) => {
    if (isOpen && text.startsWith(UNREAD)) {
      sent.push(ask(text, parameters).then(() => undefined, fail));
      values += parameters.length;
      if (values >= MOST_AHEAD) await arrived();
      if (failures.length > 0) throw failures[0];
      return NOTHING;
    }
    const isBeginning = /^(begin|start transaction)/i.test(text);
    const isUndoing = /^rollback$/i.test(text);
    const [answer] = await Promise.allSettled([ask(text, parameters), arrived()]);
    const soFar = failures;
    if (isBeginning) isOpen = answer.status === 'fulfilled';
    if (isUndoing || /^commit$/i.test(text)) isOpen = false;
    if (!isOpen || isBeginning) failures = [];
    // What undoes a transaction is done whatever failed in it.
    if (soFar.length > 0 && !isUndoing) throw soFar[0];
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  };
}
