import { type Action, can, type Subject } from '#domain/permissions.ts';
import { judgeTransition } from '#domain/workflow/judge-transition.ts';
import type { Client, HttpAnswer } from '#tests/support/server.ts';
import {
  announcement,
  definition,
  type Facts,
  LAST_RANK,
  name,
  nextKey,
  type Scene,
} from './scene.ts';

/** What the permission table says comes of a request. */
export type Verdict = 'done' | 'refused' | 'unseen' | 'shut';

/** One request of a scene, and what the permission table says of it. */
export interface Asked {
  readonly send: (person: Client) => Promise<HttpAnswer>;
  readonly verdict: Verdict;
}

export type Endpoint = (scene: Scene, facts: Facts) => Asked | Promise<Asked>;

/** Seeing comes first; then the table. */
function judged<A extends Action>(
  sees: boolean,
  { user }: Pick<Facts, 'user'>,
  action: A,
  subject: Subject<A>,
): Verdict {
  if (!sees) return 'unseen';
  return can(user, action, subject).ok ? 'done' : 'refused';
}

const onIssue = <A extends Action>(facts: Facts, action: A, more: object = {}): Verdict =>
  judged(facts.seesIssue, facts, action, { ...facts, ...more } as unknown as Subject<A>);
const onProject = <A extends Action>({ project, workflow, ...facts }: Facts, action: A): Verdict =>
  judged(facts.seesProject, facts, action, { project, workflow } as unknown as Subject<A>);
const anywhere = <A extends Action>(facts: Facts, action: A, subject: object): Verdict =>
  judged(true, facts, action, subject as Subject<A>);
const read = (sees: boolean): Verdict => (sees ? 'done' : 'unseen');

const reading =
  (
    path: (scene: Scene) => string | Promise<string>,
    sees: (facts: Facts) => boolean = () => true,
  ): Endpoint =>
  async (scene, facts) => {
    const at = await path(scene);
    return { send: (person) => person.get(at), verdict: read(sees(facts)) };
  };
const ofIssue = (tail = ''): Endpoint =>
  reading(
    ({ issue }) => `/api/issues/${issue}${tail}`,
    ({ seesIssue }) => seesIssue,
  );

/** Every endpoint that knows who calls: how a scene asks it, and what the table says. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'GET /api/auth/me': reading(() => '/api/auth/me'),
  'GET /api/users': reading(() => '/api/users'),
  'GET /api/users/:id': reading(async (scene) => `/api/users/${await scene.user()}`),
  'GET /api/users/:id/issues': reading(async (scene) => `/api/users/${await scene.user()}/issues`),
  'GET /api/users/:id/comments': reading(async (s) => `/api/users/${await s.user()}/comments`),
  'POST /api/users': (_scene, facts) => ({
    send: (person) => {
      const username = name().toLowerCase().replace(' ', '-');
      const password = 'correct horse battery';
      return person.post('/api/users', {
        username,
        name: 'New',
        email: `${username}@example.org`,
        role: 'tester',
        password,
      });
    },
    verdict: anywhere(facts, 'user.create', {}),
  }),
  'PATCH /api/users/:id': async (scene, facts) => {
    const id = await scene.ownUser();
    const user = { ...facts.user, id };
    return {
      send: (person) => person.patch(`/api/users/${id}`, { name: name() }),
      verdict: anywhere(facts, 'user.edit-profile', { user }),
    };
  },

  'GET /api/projects': reading(() => '/api/projects'),
  'GET /api/projects/:id': reading(
    ({ project }) => `/api/projects/${project}`,
    ({ seesProject }) => seesProject,
  ),
  'POST /api/projects': (_scene, facts) => ({
    send: (person) => person.post('/api/projects', { key: nextKey(), name: 'New' }),
    verdict: anywhere(facts, 'project.create', { defaultWorkflow: facts.workflow }),
  }),
  'PATCH /api/projects/:id': ({ project }, facts) => ({
    send: (person) => person.patch(`/api/projects/${project}`, { name: name() }),
    verdict: onProject(facts, 'project.edit'),
  }),
  'PUT /api/projects/:id/members': ({ project, someone, person: self }, facts) => ({
    send: (person) =>
      person.put(`/api/projects/${project}/members`, { users: [someone.id, self.id] }),
    verdict: onProject(facts, 'project.set-members'),
  }),

  'GET /api/issues': reading(() => '/api/issues'),
  'GET /api/issues/:id': ofIssue(),
  'GET /api/issues/:id/transitions': ofIssue('/transitions'),
  'GET /api/issues/:id/activity': ofIssue('/activity'),
  'GET /api/issues/:id/comments': ofIssue('/comments'),
  'GET /api/issues/:id/assignments': ofIssue('/assignments'),
  'GET /api/issues/:id/relations': ofIssue('/relations'),
  'GET /api/issues/:id/attachments': ofIssue('/attachments'),
  'POST /api/issues': ({ project }, facts) => ({
    send: (person) => person.post('/api/issues', { project, title: 'New', description: 'So.' }),
    verdict: onProject(facts, 'issue.create'),
  }),
  'PUT /api/issues/:id': ({ issue }, facts) => ({
    send: (person) =>
      person.put(`/api/issues/${issue}`, {
        title: 'Anew',
        description: 'So.',
        confidential: facts.issue.confidential,
        bug: { stepsToReproduce: 'Look.' },
      }),
    verdict: onIssue(facts, 'issue.edit'),
  }),
  'PATCH /api/issues/:id': ({ issue }, facts) => ({
    send: (person) => person.patch(`/api/issues/${issue}`, { priority: 'high' }),
    verdict: onIssue(facts, 'issue.edit'),
  }),
  'DELETE /api/issues/:id': ({ issue }, facts) => ({
    send: (person) => person.delete(`/api/issues/${issue}`),
    verdict: onIssue(facts, 'issue.delete'),
  }),
  'PUT /api/issues/:id/bug': ({ issue }, facts) => ({
    send: (person) => person.put(`/api/issues/${issue}/bug`, { stepsToReproduce: 'Look twice.' }),
    verdict: onIssue(facts, 'issue.edit'),
  }),
  'DELETE /api/issues/:id/bug': ({ issue }, facts) => ({
    send: (person) => person.delete(`/api/issues/${issue}/bug`),
    verdict: onIssue(facts, 'bug.remove', { author: facts.issue.bug?.author ?? null }),
  }),
  'POST /api/issues/:id/transition': ({ issue }, facts) => ({
    send: (person) => person.post(`/api/issues/${issue}/transition`, { to: 'in_progress' }),
    verdict: facts.seesIssue ? moveOf(facts) : 'unseen',
  }),
  'PUT /api/issues/:id/watchers/me': ({ issue }, facts) => ({
    send: (person) => person.put(`/api/issues/${issue}/watchers/me`),
    verdict: onIssue(facts, 'issue.watch'),
  }),
  'DELETE /api/issues/:id/watchers/me': ({ issue }, facts) => ({
    send: (person) => person.delete(`/api/issues/${issue}/watchers/me`),
    verdict: onIssue(facts, 'issue.watch'),
  }),
  'POST /api/issues/similar': () => ({
    send: (person) => person.post('/api/issues/similar', { title: 'It fails' }),
    verdict: 'done',
  }),

  'POST /api/issues/:id/comments': ({ issue }, facts) => ({
    send: (person) => person.post(`/api/issues/${issue}/comments`, { content: 'So it is.' }),
    verdict: onIssue(facts, 'issue.comment'),
  }),
  'PATCH /api/comments/:id': async (scene, facts) => {
    const id = await scene.comment();
    return {
      send: (person) => person.patch(`/api/comments/${id}`, { content: 'No.' }),
      verdict: onIssue(facts, 'comment.edit', { author: scene.author }),
    };
  },
  'DELETE /api/comments/:id': async (scene, facts) => {
    const id = await scene.comment();
    return {
      send: (person) => person.delete(`/api/comments/${id}`),
      verdict: onIssue(facts, 'comment.delete', { author: scene.author }),
    };
  },

  'GET /api/assignments': reading(() => '/api/assignments'),
  'POST /api/issues/:id/assignments': ({ issue, someone }, facts) => ({
    send: (person) => person.post(`/api/issues/${issue}/assignments`, { assignee: someone.id }),
    verdict: onIssue(facts, 'issue.assign', { to: someone.id }),
  }),
  'POST /api/issues/:id/auto-assign': async (scene) => {
    await scene.rule();
    await scene.unassign();
    return {
      send: (person) => person.post(`/api/issues/${scene.issue}/auto-assign`),
      verdict: onIssue(await scene.facts(), 'issue.assign'),
    };
  },
  'DELETE /api/issues/:id/assignments/current': ({ issue }, facts) => ({
    send: (person) => person.delete(`/api/issues/${issue}/assignments/current`),
    verdict: onIssue(facts, 'issue.assign', { to: null }),
  }),

  'POST /api/issues/:id/relations': async (scene, facts) => {
    const other = await scene.otherIssue();
    return {
      send: (person) =>
        person.post(`/api/issues/${scene.issue}/relations`, { kind: 'blocks', other }),
      verdict: onIssue(facts, 'issue.relate'),
    };
  },
  'DELETE /api/relations/:id': async (scene, facts) => {
    const id = await scene.relationRow();
    return {
      send: (person) => person.delete(`/api/relations/${id}`),
      verdict: onIssue(facts, 'relation.remove', { author: scene.author }),
    };
  },

  'POST /api/issues/:id/uploads': ({ issue }, facts) => ({
    send: (person) => person.post(`/api/issues/${issue}/uploads`, announcement(0)),
    verdict: onIssue(facts, 'issue.attach'),
  }),
  'HEAD /api/uploads/:id': async (scene) => {
    const id = await scene.upload();
    return {
      send: (person) => person.head(`/api/uploads/${id}`),
      verdict: scene.relation === 'author' ? 'done' : 'unseen',
    };
  },
  'PATCH /api/uploads/:id': async (scene) => {
    const id = await scene.upload();
    return {
      send: (person) => person.patch(`/api/uploads/${id}`, undefined, { 'upload-offset': '0' }),
      verdict: scene.relation === 'author' ? 'done' : 'unseen',
    };
  },
  'DELETE /api/attachments/:id': async (scene, facts) => {
    const id = await scene.attachment();
    return {
      send: (person) => person.delete(`/api/attachments/${id}`),
      verdict: onIssue(facts, 'attachment.remove', { author: scene.author }),
    };
  },
  'GET /api/attachments/:id/content': reading(
    async (scene) => `/api/attachments/${await scene.attachment()}/content`,
    ({ seesIssue }) => seesIssue,
  ),

  'GET /api/severities': reading(() => '/api/severities'),
  'GET /api/severities/:id': reading(async (s) => `/api/severities/${await s.severity()}`),
  'POST /api/severities': (_scene, facts) => ({
    send: (person) =>
      person.post('/api/severities', { level: name(), rank: LAST_RANK, colour: '#336699' }),
    verdict: anywhere(facts, 'severity.create', {}),
  }),
  'PATCH /api/severities/:id': async (scene, facts) => {
    const id = await scene.severity();
    return {
      send: (person) => person.patch(`/api/severities/${id}`, { level: name() }),
      verdict: anywhere(facts, 'severity.edit', { author: scene.severityAuthor }),
    };
  },
  'DELETE /api/severities/:id': async (scene, facts) => {
    const id = await scene.severity();
    return {
      send: (person) => person.delete(`/api/severities/${id}`),
      verdict: anywhere(facts, 'severity.delete', { author: scene.severityAuthor }),
    };
  },

  'GET /api/tags': reading(() => '/api/tags'),
  'GET /api/tags/:id': reading(async (scene) => `/api/tags/${await scene.tag()}`),
  'POST /api/tags': (_scene, facts) => ({
    send: (person) => person.post('/api/tags', { name: name(), colour: '#336699' }),
    verdict: anywhere(facts, 'tag.create', {}),
  }),
  'PATCH /api/tags/:id': async (scene, facts) => {
    const id = await scene.tag();
    return {
      send: (person) => person.patch(`/api/tags/${id}`, { name: name() }),
      verdict: anywhere(facts, 'tag.edit', {}),
    };
  },
  'DELETE /api/tags/:id': async (scene, facts) => {
    const id = await scene.tag();
    return {
      send: (person) => person.delete(`/api/tags/${id}`),
      verdict: anywhere(facts, 'tag.delete', {}),
    };
  },

  'GET /api/views': reading(() => '/api/views'),
  'GET /api/views/:id': async (scene) => {
    const id = await scene.view(false);
    return {
      send: (person) => person.get(`/api/views/${id}`),
      verdict: read(scene.relation === 'author'),
    };
  },
  'POST /api/views': () => ({
    send: (person) => person.post('/api/views', { name: name(), query: 'is:open' }),
    verdict: 'done',
  }),
  'PATCH /api/views/:id': async (scene) => {
    const id = await scene.view(true);
    return {
      send: (person) => person.patch(`/api/views/${id}`, { name: name() }),
      verdict: scene.relation === 'author' ? 'done' : 'refused',
    };
  },
  'DELETE /api/views/:id': async (scene, facts) => {
    const id = await scene.view(true);
    const isAdmin = facts.user.role === 'admin';
    return {
      send: (person) => person.delete(`/api/views/${id}`),
      verdict: scene.relation === 'author' || isAdmin ? 'done' : 'refused',
    };
  },

  'GET /api/rules': reading(() => '/api/rules'),
  'GET /api/rules/:id': reading(
    async (scene) => `/api/rules/${await scene.rule()}`,
    ({ seesProject }) => seesProject,
  ),
  'POST /api/rules': ({ project, someone }, facts) => ({
    send: (person) =>
      person.post('/api/rules', {
        project,
        name: name(),
        order: 1,
        candidates: { users: [someone.id] },
        strategy: 'round-robin',
      }),
    verdict: onProject(facts, 'rule.manage'),
  }),
  'PATCH /api/rules/:id': async (scene, facts) => {
    const id = await scene.rule();
    return {
      send: (person) => person.patch(`/api/rules/${id}`, { name: name() }),
      verdict: onProject(facts, 'rule.manage'),
    };
  },
  'DELETE /api/rules/:id': async (scene, facts) => {
    const id = await scene.rule();
    return {
      send: (person) => person.delete(`/api/rules/${id}`),
      verdict: onProject(facts, 'rule.manage'),
    };
  },

  'GET /api/workflows': reading(() => '/api/workflows'),
  'GET /api/workflows/:id': reading(async (s) => `/api/workflows/${await s.workflow()}`),
  'POST /api/workflows': (_scene, facts) => ({
    send: (person) => person.post('/api/workflows', definition(name())),
    verdict: anywhere(facts, 'workflow.manage', {}),
  }),
  'PATCH /api/workflows/:id': async (scene, facts) => {
    const id = await scene.workflow();
    return {
      send: (person) => person.patch(`/api/workflows/${id}`, { name: name() }),
      verdict: anywhere(facts, 'workflow.manage', {}),
    };
  },
  'DELETE /api/workflows/:id': async (scene, facts) => {
    const id = await scene.workflow();
    return {
      send: (person) => person.delete(`/api/workflows/${id}`),
      verdict: anywhere(facts, 'workflow.manage', {}),
    };
  },

  'GET /api/notifications': reading(() => '/api/notifications'),
  'POST /api/notifications/:id/read': async (scene) => {
    const id = await scene.notification();
    return {
      send: (person) => person.post(`/api/notifications/${id ?? scene.fresh()}/read`),
      // The first admin assigns, and tells nobody that they did so to themselves.
      verdict: scene.relation === 'author' && id !== null ? 'done' : 'unseen',
    };
  },
  'POST /api/notifications/read-all': () => ({
    send: (person) => person.post('/api/notifications/read-all'),
    verdict: 'done',
  }),

  'GET /api/reports/summary': reading(() => '/api/reports/summary'),
  'GET /api/reports/flow': reading(() => '/api/reports/flow?from=2026-01-01&to=2026-01-31'),
  'GET /api/reports/workload': reading(() => '/api/reports/workload'),
  'POST /api/commands': (scene) => ({
    send: (person) => {
      const args = { id: scene.fresh(), name: name(), colour: '#336699' };
      return person.post('/api/commands', {
        commands: [{ id: scene.fresh(), name: 'tag.create', args }],
      });
    },
    verdict: 'done',
  }),
  'POST /api/events/ticket': () => ({
    send: (person) => person.post('/api/events/ticket'),
    verdict: 'done',
  }),
};

function moveOf(facts: Facts): Verdict {
  const { user: actor, issue, workflow } = facts;
  if (!can(actor, 'issue.move', facts).ok) return 'refused';
  const wish = { issue, workflow, actor, from: issue.status, to: 'in_progress', brought: {} };
  return judgeTransition(wish).outcome === 'moves' ? 'done' : 'shut';
}
