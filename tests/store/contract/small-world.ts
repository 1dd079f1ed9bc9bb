import type { Comment } from '#domain/comment/comment.ts';
import {
  anIssue,
  aProject,
  aSeverity,
  aTag,
  aUser,
  aWorkflow,
  aWorkspace,
  idOf,
  NOW,
} from '#tests/support/rows.ts';

/** A few rows that tests write to and point to. */
export const rita = aUser({ username: 'rita', email: 'Rita@example.org' });
export const ana = aUser({ username: 'ana', role: 'admin' });
export const standard = aWorkflow();
export const workspace = aWorkspace();
export const pay = aProject({ nextNumber: 100 });
export const major = aSeverity({ level: 'Major' });
export const ui = aTag({ name: 'UI' });
export const first = anIssue({ number: 1 });
export const second = anIssue({ number: 2 });

export const SMALL_WORLD = {
  user: [rita, ana],
  workflow: [standard],
  workspace: [workspace],
  project: [pay],
  severity: [major],
  tag: [ui],
  issue: [first, second],
};

export function aComment(over: Partial<Comment> = {}): Comment {
  return {
    id: idOf('comment'),
    issue: first.id,
    author: rita.id,
    content: 'It happens here too.',
    editedAt: null,
    createdAt: NOW,
    updatedAt: NOW,
    version: 1,
    ...over,
  };
}
