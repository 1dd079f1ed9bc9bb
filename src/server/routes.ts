import type { Config } from './config.ts';
import { EVENT_ROUTES } from './events/routes.ts';
import { GRAPHIQL_ROUTES } from './graphql/graphiql.ts';
import { graphqlRoute } from './graphql/route.ts';
import { describingRoute } from './http/describe.ts';
import { DOCS_ROUTES } from './http/docs.ts';
import { HEALTH_ROUTES } from './http/health.ts';
import { METRICS_ROUTE } from './http/metrics.ts';
import type { Route } from './http/mount.ts';
import type { Who } from './http/route-parts.ts';
import { ACTIVITY_ROUTES } from './rest/activity.ts';
import { ASSIGNMENT_ROUTES } from './rest/assignments.ts';
import { ATTACHMENT_ROUTES } from './rest/attachments.ts';
import { AUTH_ROUTES } from './rest/auth.ts';
import { BUG_ROUTES } from './rest/bug.ts';
import { COMMAND_ROUTES } from './rest/commands.ts';
import { COMMENT_ROUTES } from './rest/comments.ts';
import { CONTENT_ROUTES } from './rest/contents.ts';
import { ISSUE_LIST_ROUTES } from './rest/issue-list.ts';
import { ISSUE_ROUTES } from './rest/issues.ts';
import { NOTIFICATION_ROUTES } from './rest/notifications.ts';
import { PROJECT_ROUTES } from './rest/projects.ts';
import { RELATION_ROUTES } from './rest/relations.ts';
import { REPORT_ROUTES } from './rest/reports.ts';
import { RULE_ROUTES } from './rest/rules.ts';
import { SEVERITY_ROUTES } from './rest/severities.ts';
import { SIMILAR_ROUTES } from './rest/similar.ts';
import { TAG_ROUTES } from './rest/tags.ts';
import { TRANSITION_ROUTES } from './rest/transitions.ts';
import { UPLOAD_ROUTES } from './rest/uploads.ts';
import { USER_LIST_ROUTES } from './rest/user-lists.ts';
import { USER_ROUTES } from './rest/users.ts';
import { VIEW_ROUTES } from './rest/views.ts';
import { WATCHER_ROUTES } from './rest/watchers.ts';
import { WORKFLOW_ROUTES } from './rest/workflows.ts';

/** Every resource of the REST interface, in the order in which `/docs` shows them. */
export const REST_ROUTES: readonly Route[] = [
  ...AUTH_ROUTES,
  ...USER_ROUTES,
  ...USER_LIST_ROUTES,
  ...PROJECT_ROUTES,
  ...ISSUE_LIST_ROUTES,
  ...ISSUE_ROUTES,
  ...BUG_ROUTES,
  ...TRANSITION_ROUTES,
  ...WATCHER_ROUTES,
  ...ACTIVITY_ROUTES,
  ...SIMILAR_ROUTES,
  ...COMMENT_ROUTES,
  ...ASSIGNMENT_ROUTES,
  ...RELATION_ROUTES,
  ...UPLOAD_ROUTES,
  ...ATTACHMENT_ROUTES,
  ...CONTENT_ROUTES,
  ...SEVERITY_ROUTES,
  ...TAG_ROUTES,
  ...VIEW_ROUTES,
  ...RULE_ROUTES,
  ...WORKFLOW_ROUTES,
  ...NOTIFICATION_ROUTES,
  ...REPORT_ROUTES,
  ...COMMAND_ROUTES,
  ...EVENT_ROUTES,
];

/** Every route of a server: what is mounted, described, and walked by the permission matrix. */
export function routesOf({ docs }: Pick<Config, 'docs'>): readonly Route[] {
  const routes = [
    ...REST_ROUTES,
    graphqlRoute({ docs }),
    ...HEALTH_ROUTES,
    METRICS_ROUTE,
    ...(docs ? [...DOCS_ROUTES, ...GRAPHIQL_ROUTES] : []),
  ];
  return [...routes, describingRoute(routes)];
}

/** One line for each address and method: what the permission matrix walks. */
export interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly auth: Who;
}

export function endpointsOf(routes: readonly Route[]): readonly Endpoint[] {
  return routes.map(({ method, path, auth }) => ({ method, path, auth }));
}
