interface IssuePaneProps {
  /** `PAY-12`. */
  readonly issueKey: string;
  /** Closes the pane; alone it leads back to the list. */
  readonly onClose: () => void;
  /** Whether it fills the window instead of standing beside a list. */
  readonly alone: boolean;
}

/** One issue, to read, edit, move and discuss. */
export function IssuePane({ issueKey, alone }: IssuePaneProps) {
  return <section aria-label={issueKey} data-alone={alone ? '' : undefined} />;
}
