import type { z } from 'zod';
import type {
  assignmentShape,
  attachmentShape,
  bugShape,
  commentShape,
  issueShape,
  relationShape,
} from '#protocol/shapes.ts';

const AT = '2026-03-14T09:00:00.000Z';
export const EXAMPLE_ID = '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e21';
const SEVERITY_ID = '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e31';
const PROJECT_ID = '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e41';

export const EXAMPLE_PERSON = {
  id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e11',
  username: 'ana',
  name: 'Ana Lima',
};

export const EXAMPLE_SEVERITY = { id: SEVERITY_ID, level: 'Major', rank: 3, colour: '#b27901' };

export const EXAMPLE_PROJECT = { id: PROJECT_ID, key: 'PAY', name: 'Payments' };

export const EXAMPLE_TAG = {
  id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e51',
  name: 'refunds',
  colour: '#2f6fb5',
};

export const EXAMPLE_BUG: z.input<typeof bugShape> = {
  stepsToReproduce: '1. Refund an order.\n2. Open it.',
  expected: 'The total shows what is left.',
  actual: 'The total is empty.',
  frequency: 'always',
  environment: { os: 'Android 15' },
  author: EXAMPLE_PERSON,
};

export const EXAMPLE_ISSUE: z.input<typeof issueShape> = {
  id: EXAMPLE_ID,
  key: 'PAY-12',
  number: 12,
  project: EXAMPLE_PROJECT,
  type: 'bug',
  title: 'The total is empty after a refund',
  description: 'Seen in the shop since this morning.',
  severity: EXAMPLE_SEVERITY,
  priority: 'high',
  status: 'open',
  reporter: EXAMPLE_PERSON,
  assignee: null,
  resolution: null,
  resolutionNote: null,
  fixedIn: null,
  duplicateOf: null,
  tags: [EXAMPLE_TAG],
  bug: EXAMPLE_BUG,
  confidential: false,
  watching: true,
  commentCount: 0,
  attachmentCount: 0,
  dueDate: null,
  assessedAt: null,
  external: null,
  createdAt: AT,
  updatedAt: AT,
  resolvedAt: null,
  closedAt: null,
  version: 112,
};

const EXAMPLE_ISSUE_REF = { id: EXAMPLE_ID, key: EXAMPLE_ISSUE.key, title: EXAMPLE_ISSUE.title };

export const EXAMPLE_COMMENT: z.input<typeof commentShape> = {
  id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8ea1',
  issue: EXAMPLE_ID,
  author: EXAMPLE_PERSON,
  content: 'Seen on the tablet too.',
  createdAt: AT,
  updatedAt: AT,
  editedAt: null,
};

export const EXAMPLE_ASSIGNMENT: z.input<typeof assignmentShape> = {
  id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8eb1',
  issue: EXAMPLE_ID,
  assignee: EXAMPLE_PERSON,
  assignedBy: EXAMPLE_PERSON,
  assignedAt: AT,
  status: 'pending',
  endedAt: null,
  rule: null,
};

export const EXAMPLE_RELATION: z.input<typeof relationShape> = {
  id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8ec1',
  kind: 'blocks',
  issue: EXAMPLE_ISSUE_REF,
  other: {
    id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8ed1',
    key: 'PAY-13',
    title: 'Refunds cannot be exported',
  },
};

export const EXAMPLE_ATTACHMENT: z.input<typeof attachmentShape> = {
  id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8ee1',
  issue: EXAMPLE_ID,
  comment: null,
  name: 'empty-total.png',
  mime: 'image/png',
  size: 48_213,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  author: EXAMPLE_PERSON,
  createdAt: AT,
};
