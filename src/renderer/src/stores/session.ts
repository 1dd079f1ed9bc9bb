import { create } from 'zustand';
import type { Rejection } from '#domain/rejection.ts';
import type { SessionShape } from '#protocol/api.ts';
import type { UserShape } from '#protocol/shapes.ts';
import { call, listen, onConnection } from '../api.ts';

interface SessionStore {
  /** null until the host has answered for the first time. */
  readonly session: SessionShape | null;
  /** Why the host could not say who works here. */
  readonly error: Rejection | null;
}

const useStore = create<SessionStore>(() => ({ session: null, error: null }));

/** Tables that the session's counts, names and permissions come from. */
const SESSION_TABLES: ReadonlySet<string> = new Set([
  'workspace',
  'user',
  'notification',
  'workflow',
  'issue',
]);

let asked = 0;

/** Reads the session again; the answer to the latest question wins. */
export async function refreshSession(): Promise<void> {
  asked += 1;
  const turn = asked;
  const result = await call('session.get', {});
  if (turn !== asked) return;
  if (result.ok) useStore.setState({ session: result.value, error: null });
  else if (useStore.getState().session === null) useStore.setState({ error: result.error });
}

/** Takes a session that another call has brought. */
export function takeSession(session: SessionShape): void {
  asked += 1;
  useStore.setState({ session, error: null });
}

/** Changes what is known of the session, ahead of the host. */
export function patchSession(change: (session: SessionShape) => SessionShape): void {
  const { session } = useStore.getState();
  if (session !== null) useStore.setState({ session: change(session) });
}

let refreshing = false;
let refreshAgain = false;

/** After a change: one question at a time, and one more for what changed meanwhile. */
async function refreshAfterChange(): Promise<void> {
  refreshAgain = refreshing;
  if (refreshing) return;
  refreshing = true;
  do {
    refreshAgain = false;
    await refreshSession();
  } while (refreshAgain);
  refreshing = false;
}

listen((message) => {
  if (message.kind !== 'changed') return;
  if (message.tables.some((table) => SESSION_TABLES.has(table))) void refreshAfterChange();
});
onConnection((connected) => {
  if (connected) void refreshSession();
});

/** For the root: the session while it may still be missing. */
export function useSessionState(): SessionStore {
  return useStore();
}

/** Who works here and what they may do. Only inside the frame, where somebody does. */
export function useSession(): SessionShape & { readonly profile: UserShape } {
  const session = useStore((state) => state.session);
  if (session === null || session.profile === null) {
    throw new Error('useSession stands inside the frame, where somebody is signed in.');
  }
  return session as SessionShape & { readonly profile: UserShape };
}
