import type { State, WorkflowDefinition } from './workflow.ts';

const STATES: readonly State[] = [
  { name: 'open', label: 'Open', category: 'todo' },
  { name: 'in_progress', label: 'In progress', category: 'doing' },
  { name: 'resolved', label: 'Resolved', category: 'done' },
  { name: 'closed', label: 'Closed', category: 'closed' },
];

/** The default: triage leads, whoever does the work moves it (spec: The state machine). */
export const STANDARD: WorkflowDefinition = {
  name: 'standard',
  states: STATES,
  initial: 'open',
  transitions: [
    {
      from: 'open',
      to: 'in_progress',
      name: 'Start',
      allow: ['assignee', 'manager', 'admin'],
      require: ['assignee'],
    },
    {
      from: 'in_progress',
      to: 'resolved',
      name: 'Resolve',
      allow: ['assignee', 'manager', 'admin'],
      require: ['assignee', 'resolutionNote'],
    },
    {
      from: 'resolved',
      to: 'closed',
      name: 'Close',
      allow: ['reporter', 'manager', 'admin'],
      require: [],
    },
    {
      from: 'resolved',
      to: 'in_progress',
      name: 'Reopen',
      allow: ['reporter', 'manager', 'admin'],
      require: ['assignee'],
    },
    {
      from: 'open',
      to: 'resolved',
      name: 'Decline',
      allow: ['manager', 'admin'],
      require: ['resolutionNote', 'notFixed'],
    },
  ],
  permissions: {},
};

/** Admins give out the work, members resolve it. */
export const ADMIN_LED: WorkflowDefinition = {
  name: 'admin-led',
  states: STATES,
  initial: 'open',
  transitions: [
    {
      from: 'open',
      to: 'in_progress',
      name: 'Start',
      allow: ['admin'],
      require: ['assignee'],
    },
    {
      from: 'in_progress',
      to: 'resolved',
      name: 'Resolve',
      allow: ['admin', 'member'],
      require: ['resolutionNote'],
    },
    { from: 'resolved', to: 'closed', name: 'Close', allow: ['admin'], require: [] },
  ],
  permissions: {
    create: ['admin'],
    edit: ['admin'],
    assign: ['admin'],
    delete: ['admin'],
    writeNote: ['admin', 'member'],
  },
};

/** Reporter and assignee settle it between them; closed is final. */
export const OWNER_LED: WorkflowDefinition = {
  name: 'owner-led',
  states: STATES,
  initial: 'open',
  transitions: [
    {
      from: 'open',
      to: 'in_progress',
      name: 'Start',
      allow: ['assignee'],
      require: ['assignee'],
    },
    { from: 'in_progress', to: 'resolved', name: 'Resolve', allow: ['assignee'], require: [] },
    {
      from: 'resolved',
      to: 'closed',
      name: 'Close',
      allow: ['reporter', 'admin'],
      require: [],
    },
    { from: 'resolved', to: 'in_progress', name: 'Reopen', allow: ['reporter'], require: [] },
  ],
  permissions: {
    create: ['member'],
    edit: ['reporter', 'assignee'],
    assign: ['reporter', 'assignee'],
    delete: ['reporter', 'admin'],
  },
};

/** Made with every workspace, by name. */
export const PRESETS = {
  standard: STANDARD,
  'admin-led': ADMIN_LED,
  'owner-led': OWNER_LED,
} as const;
export type PresetName = keyof typeof PRESETS;
