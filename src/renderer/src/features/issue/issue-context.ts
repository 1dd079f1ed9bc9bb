import { createContext, use } from 'react';
import type { IssueView } from '#protocol/api.ts';
import type { PersonShape } from '#protocol/shapes.ts';
import type { Edits } from './use-edits.ts';

/** A field that a key opens. */
export type OpenField = 'severity' | 'priority' | 'assignee' | 'tags';

/** The issue that is open, and what its parts share. */
export interface OpenIssue {
  readonly view: IssueView;
  readonly edits: Edits;
  /** People whom the view names. */
  readonly people: readonly PersonShape[];
  readonly open: OpenField | null;
  readonly setOpen: (field: OpenField | null) => void;
  /** Whether it fills the window instead of standing beside a list. */
  readonly alone: boolean;
  readonly onClose: () => void;
}

export const OpenIssueContext = createContext<OpenIssue | null>(null);

/** The issue around this part. */
export function useOpenIssue(): OpenIssue {
  const issue = use(OpenIssueContext);
  if (issue === null) throw new Error('useOpenIssue stands inside an open issue.');
  return issue;
}

/** The reason why something is shut, as controls take it; undefined while it is open. */
export function shutBy(permission: {
  readonly open: boolean;
  readonly reason: string | null;
}): string | undefined {
  return permission.open ? undefined : (permission.reason ?? 'It cannot be changed now.');
}
