/*
 * Where the page is, as it stands behind `#` in the address: read and written by these two alone,
 * so that back, forward and a reload lead to the same view.
 */

export const MANAGE_PARTS = ['projects', 'people', 'severities', 'tags', 'import'] as const;
export type ManagePart = (typeof MANAGE_PARTS)[number];

export type Grouping = 'none' | 'status';

/** `issue` is the key of what is open beside the view; null while nothing is. */
export type Route =
  | {
      readonly screen: 'issues';
      readonly issue: string | null;
      /** null: the list's usual query. */
      readonly query: string | null;
      readonly group: Grouping;
    }
  | {
      readonly screen: 'board';
      /** A project's key; null: not chosen yet. */
      readonly project: string | null;
      readonly issue: string | null;
      readonly query: string | null;
    }
  | { readonly screen: 'inbox'; readonly issue: string | null; readonly unread: boolean }
  | { readonly screen: 'manage'; readonly part: ManagePart }
  | { readonly screen: 'issue'; readonly issue: string };

export const HOME: Route = { screen: 'issues', issue: null, query: null, group: 'status' };

/** The route of a hash such as `#/issues/PAY-12?q=tag:refunds`; the list where it names none. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [screen, second] = path.split('/').map(decoded);
  const params = new URLSearchParams(search);
  const query = params.get('q');
  switch (screen) {
    case 'issues':
      return { screen, issue: second || null, query, group: groupingOf(params.get('group')) };
    case 'board':
      return { screen, project: second || null, issue: params.get('issue'), query };
    case 'inbox':
      return { screen, issue: second || null, unread: params.get('show') === 'unread' };
    case 'manage':
      return { screen, part: MANAGE_PARTS.find((part) => part === second) ?? 'projects' };
    case 'issue':
      return second ? { screen, issue: second } : HOME;
    default:
      return HOME;
  }
}

/** The hash of a route: `parseRoute(formatRoute(route))` is the route. */
export function formatRoute(route: Route): string {
  switch (route.screen) {
    case 'issues':
      return withSearch(['issues', route.issue], {
        q: route.query,
        group: route.group === 'none' ? 'none' : null,
      });
    case 'board':
      return withSearch(['board', route.project], { q: route.query, issue: route.issue });
    case 'inbox':
      return withSearch(['inbox', route.issue], { show: route.unread ? 'unread' : null });
    case 'manage':
      return withSearch(['manage', route.part], {});
    case 'issue':
      return withSearch(['issue', route.issue], {});
  }
}

function groupingOf(text: string | null): Grouping {
  return text === 'none' ? 'none' : 'status';
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

function withSearch(
  path: readonly (string | null)[],
  search: Readonly<Record<string, string | null>>,
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== null) params.set(name, value);
  const parts = path.filter((part) => part !== null).map(encodeURIComponent);
  const text = params.toString();
  return `#/${parts.join('/')}${text === '' ? '' : `?${text}`}`;
}
