import type { Client, HttpAnswer, Person } from '#tests/support/server.ts';
import { fileOf, type HiddenKind } from './hidden-world.ts';

/** What a guess may be made with besides: things that the caller sees. */
export interface Props {
  readonly caller: Client;
  /** An issue on which the caller works. */
  readonly own: string;
  /** Fresh ids. */
  readonly newId: () => string;
}

/** A request in which `it` is what is guessed. */
export type Guess = (it: string, props: Props) => Promise<HttpAnswer>;

const BYTES = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };

/** Writes of REST, and reads beside the plain ones, by what they name. */
export const REQUESTS: Readonly<Record<HiddenKind, readonly Guess[]>> = {
  issue: [
    (it, { caller }) => caller.put(`/api/issues/${it}`, { title: 'A', description: 'B' }),
    (it, { caller }) => caller.patch(`/api/issues/${it}`, { priority: 'low' }),
    (it, { caller }) =>
      caller.patch(`/api/issues/${it}`, { priority: 'low' }, { 'if-match': '"1"' }),
    (it, { caller }) => caller.delete(`/api/issues/${it}`),
    (it, { caller }) => caller.put(`/api/issues/${it}/bug`, { stepsToReproduce: 'Look.' }),
    (it, { caller }) => caller.delete(`/api/issues/${it}/bug`),
    (it, { caller }) => caller.post(`/api/issues/${it}/comments`, { content: 'Hm.' }),
    (it, { caller }) => caller.post(`/api/issues/${it}/transition`, { to: 'in_progress' }),
    (it, { caller, own }) =>
      caller.post(`/api/issues/${own}/transition`, {
        to: 'resolved',
        resolutionNote: 'So.',
        duplicateOf: it,
      }),
    (it, { caller }) => caller.post(`/api/issues/${it}/assignments`, { assignee: 'eve' }),
    (it, { caller }) => caller.post(`/api/issues/${it}/auto-assign`),
    (it, { caller }) => caller.delete(`/api/issues/${it}/assignments/current`),
    (it, { caller }) => caller.put(`/api/issues/${it}/watchers/me`),
    (it, { caller }) => caller.delete(`/api/issues/${it}/watchers/me`),
    (it, { caller }) => caller.post(`/api/issues/${it}/uploads`, { ...fileOf('new'), size: 0 }),
    ...['relates', 'blocks', 'duplicates'].flatMap((kind): readonly Guess[] => [
      (it, { caller, own }) => caller.post(`/api/issues/${own}/relations`, { kind, other: it }),
      (it, { caller, own }) => caller.post(`/api/issues/${it}/relations`, { kind, other: own }),
    ]),
    (it, { caller }) => caller.get(`/api/issues?q=key:${it}`),
    (it, { caller }) => caller.get(`/api/events?q=key:${it}`),
  ],
  project: [
    (it, { caller }) => caller.patch(`/api/projects/${it}`, { name: 'Mine' }),
    (it, { caller }) => caller.put(`/api/projects/${it}/members`, { users: [] }),
    (it, { caller }) => caller.post('/api/issues', { project: it, title: 'A', description: 'B' }),
    (it, { caller }) => caller.post('/api/issues/similar', { title: 'zebraquark', project: it }),
    (it, { caller }) =>
      caller.post('/api/rules', { project: it, name: 'Mine', candidates: { roles: ['tester'] } }),
    (it, { caller }) => caller.get(`/api/rules?project=${it}`),
    (it, { caller }) => caller.get(`/api/issues?project=${it}`),
    (it, { caller }) => caller.get(`/api/issues?q=project:${it}`),
    (it, { caller }) => caller.get(`/api/events?q=project:${it}`),
    (it, { caller }) => caller.get(`/api/issues?q=key:${it}-1`),
  ],
  comment: [
    (it, { caller }) => caller.patch(`/api/comments/${it}`, { content: 'Hm.' }),
    (it, { caller }) => caller.delete(`/api/comments/${it}`),
  ],
  attachment: [
    (it, { caller }) => caller.delete(`/api/attachments/${it}`),
    (it, { caller }) => caller.get(`/api/attachments/${it}/content`, { range: 'bytes=0-3' }),
    (it, { caller }) => caller.get(`/api/attachments/${it}/content`, { range: 'bytes=9-' }),
  ],
  upload: [
    (it, { caller }) => caller.head(`/api/uploads/${it}`),
    (it, { caller }) => caller.patch(`/api/uploads/${it}`, 'x', BYTES),
    (it, { caller }) => caller.patch(`/api/uploads/${it}`, 'x', { ...BYTES, 'upload-offset': '7' }),
  ],
  relation: [(it, { caller }) => caller.delete(`/api/relations/${it}`)],
  assignment: [],
  rule: [
    (it, { caller }) => caller.patch(`/api/rules/${it}`, { name: 'Mine' }),
    (it, { caller }) => caller.delete(`/api/rules/${it}`),
  ],
  notification: [(it, { caller }) => caller.post(`/api/notifications/${it}/read`)],
};

const RULE = {
  name: 'Mine',
  order: 1,
  when: { severities: [], tags: [], type: null, text: '' },
  candidates: { users: [], roles: ['tester'] },
  strategy: 'round-robin',
};

/** Commands that name `it`, each in its own way, by what they name. */
function commandsNaming(kind: HiddenKind, it: string, own: string, newId: () => string) {
  const issue = it;
  const edit = { field: 'title', from: 'a', to: 'b' };
  const bug = { stepsToReproduce: 'Look.' };
  const made = { title: 'A', description: 'B', severity: newId() };
  const all: Readonly<Record<HiddenKind, readonly (readonly [string, object])[]>> = {
    issue: [
      ['issue.edit', { issue, ...edit }],
      ['issue.edit', { issue, field: 'confidential', from: true, to: false }],
      ['issue.assign', { issue, assignee: newId() }],
      ['issue.unassign', { issue }],
      ['issue.auto-assign', { issue }],
      ['issue.watch', { issue }],
      ['issue.unwatch', { issue }],
      ['issue.tag', { issue, tag: newId() }],
      ['issue.untag', { issue, tag: newId() }],
      ['issue.transition', { issue, to: 'in_progress' }],
      ['issue.transition', { issue: own, to: 'resolved', resolutionNote: 'So.', duplicateOf: it }],
      ['issue.delete', { issue }],
      ['issue.relate', { id: newId(), issue, other: own, kind: 'relates' }],
      ['issue.relate', { id: newId(), issue: own, other: it, kind: 'blocks' }],
      ['issue.relate', { id: newId(), issue: own, other: it, kind: 'duplicates' }],
      ['bug.add', { issue, bug }],
      ['bug.edit', { issue, field: 'expected', from: '', to: 'x' }],
      ['bug.remove', { issue }],
      ['comment.add', { id: newId(), issue, content: 'Hm.' }],
      // Not of the kind that the field names, and no less hidden.
      ['issue.assign', { issue: own, assignee: it }],
      ['issue.tag', { issue: own, tag: it }],
    ],
    project: [
      ['project.edit', { id: it, field: 'name', from: 'a', to: 'b' }],
      ['project.set-members', { id: it, from: [], to: [] }],
      ['project.archive', { id: it }],
      ['project.unarchive', { id: it }],
      ['issue.create', { id: newId(), project: it, ...made }],
      ['rule.create', { id: newId(), project: it, ...RULE }],
    ],
    comment: [
      ['comment.edit', { comment: it, from: 'a', to: 'b' }],
      ['comment.delete', { comment: it }],
    ],
    attachment: [['attachment.remove', { attachment: it }]],
    upload: [],
    relation: [['issue.unrelate', { relation: it }]],
    // None names one; nothing is told by the wrong kind either.
    assignment: [['issue.unrelate', { relation: it }]],
    rule: [
      ['rule.edit', { id: it, field: 'name', from: 'a', to: 'b' }],
      ['rule.delete', { id: it }],
    ],
    notification: [['notification.read', { id: it }]],
  };
  return all[kind].map(([name, args]) => ({ id: newId(), name, args }));
}

/** All of them at once; what their own ids are is no part of the answer. */
export async function giveCommandsNaming(
  kind: HiddenKind,
  it: string,
  { caller, own, newId }: Props,
): Promise<HttpAnswer> {
  const commands = commandsNaming(kind, it, own, newId);
  const answer = await caller.post('/api/commands', { commands });
  return { ...answer, text: answer.text.replace(/"id":"[0-9a-f-]{36}"/g, '') };
}

/** GraphQL that names `it`: reads, a subscription, and writes one by one. */
export const DOCUMENTS: Readonly<Record<HiddenKind, readonly string[]>> = {
  issue: [
    '{ issue(id: "IT") { title } }',
    '{ transitions(issue: "IT") { to } }',
    '{ comments(issue: "IT") { totalCount } }',
    '{ activity(issue: "IT") { totalCount } }',
    '{ assignments(issue: "IT") { totalCount } }',
    '{ relations(issue: "IT") { id } }',
    '{ attachments(issue: "IT") { id } }',
    '{ issues(q: "key:IT") { totalCount } }',
    'subscription { issueChanged(query: "key:IT") { kind } }',
    'mutation { issueWatch(input: { issue: "IT" }) { title } }',
    'mutation { issueDelete(input: { issue: "IT" }) }',
    'mutation { commentAdd(input: { issue: "IT", content: "Hm." }) { content } }',
    'mutation { issueRelate(input: { issue: "OWN", other: "IT", kind: relates }) { id } }',
    'mutation { issueTransition(input: { issue: "OWN", to: "resolved", resolutionNote: "So.", duplicateOf: "IT" }) { title } }',
  ],
  project: [
    '{ project(id: "IT") { name } }',
    '{ rules(project: "IT") { name } }',
    '{ issues(project: "IT") { totalCount } }',
    '{ similar(title: "zebraquark", project: "IT") { score } }',
    'subscription { issueChanged(query: "project:IT") { kind } }',
    'mutation { projectArchive(input: { id: "IT" }) { name } }',
  ],
  comment: ['mutation { commentDelete(input: { comment: "IT" }) }'],
  attachment: ['mutation { attachmentRemove(input: { attachment: "IT" }) }'],
  upload: [],
  relation: ['mutation { issueUnrelate(input: { relation: "IT" }) }'],
  assignment: [],
  rule: ['mutation { ruleDelete(input: { id: "IT" }) }'],
  notification: ['mutation { notificationRead(input: { id: "IT" }) }'],
};

export function documentsNaming(kind: HiddenKind): readonly Guess[] {
  return DOCUMENTS[kind].map(
    (document): Guess =>
      (it, { caller, own }) =>
        caller.post(
          '/graphql',
          { query: document.replaceAll('IT', it).replaceAll('OWN', own) },
          document.startsWith('subscription') ? { accept: 'text/event-stream' } : {},
        ),
  );
}

/** An issue on which this person works, so that little is refused for other reasons. */
export async function ownIssue(person: Person): Promise<string> {
  const fields = { project: 'PAY', title: 'Mine', description: 'So.' };
  const { id } = (await person.post('/api/issues', fields)).body.data;
  await person.post(`/api/issues/${id}/assignments`, { assignee: person.id });
  await person.post(`/api/issues/${id}/transition`, { to: 'in_progress' });
  return id;
}
