import type { Route } from './http/define-route.ts';
import { AUTH_ROUTES } from './rest/auth.ts';
import { USER_ROUTES } from './rest/users.ts';

/**
 * Every route of the REST interface: what is mounted, what OpenAPI describes, and what the
 * permission matrix walks.
 */
export const ROUTES: readonly Route[] = [...AUTH_ROUTES, ...USER_ROUTES];
