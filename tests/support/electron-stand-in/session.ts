import type { Route } from 'playwright';
import { onWish, record } from './journal.ts';
import { strict } from './strict.ts';

type PermissionHandler = (
  contents: null,
  permission: string,
  decide: (granted: boolean) => void,
) => void;
type RequestListener = (
  details: { readonly url: string },
  decide: (verdict: { readonly cancel?: boolean }) => void,
) => void;

let permissionHandler: PermissionHandler | null = null;
let watched: { readonly patterns: readonly RegExp[]; readonly listener: RequestListener } | null =
  null;

/** Whether the application lets a page ask the network for this. Electron asks before the request. */
export function mayRequest(url: string): boolean {
  if (!watched?.patterns.some((pattern) => pattern.test(url))) return true;
  let cancelled = false;
  watched.listener({ url }, (verdict) => {
    cancelled = verdict.cancel === true;
  });
  if (cancelled) record('request-cancelled', url);
  return !cancelled;
}

export async function letPass(route: Route): Promise<void> {
  if (mayRequest(route.request().url())) await route.continue();
  else await route.abort('blockedbyclient');
}

const webRequest = strict('session.webRequest', {
  onBeforeRequest(filter: { readonly urls: readonly string[] }, listener: RequestListener): void {
    record('session.webRequest.onBeforeRequest', filter);
    watched = { patterns: filter.urls.map(toPattern), listener };
  },
});

export const defaultSession = strict('session', {
  setPermissionRequestHandler(handler: PermissionHandler): void {
    record('session.setPermissionRequestHandler');
    permissionHandler = handler;
  },
  setPermissionCheckHandler(handler: (contents: null, permission: string) => boolean): void {
    record('session.setPermissionCheckHandler', handler(null, 'media'));
  },
  webRequest,
});

export const session = strict('session', { defaultSession });

onWish('ask-permission', ({ permission }) => {
  if (permissionHandler === null) record('permission', permission, true);
  else permissionHandler(null, permission, (granted) => record('permission', permission, granted));
});

/** Chrome's match patterns: `*` stands for anything. */
const toPattern = (pattern: string) =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
