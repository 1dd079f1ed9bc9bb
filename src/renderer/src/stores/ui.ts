import { create } from 'zustand';

interface UiStore {
  /** Whether it lies over the content, in a narrow window. */
  readonly sidebarOver: boolean;
  readonly newIssue: boolean;
  readonly newProject: boolean;
  readonly settings: boolean;
}

/** What is on screen around the view: the sidebar and the dialogs that any view can open. */
export const useUi = create<UiStore>(() => ({
  sidebarOver: false,
  newIssue: false,
  newProject: false,
  settings: false,
}));

/** Opens the form for a new issue, from any view. */
export function openNewIssue(): void {
  useUi.setState({ newIssue: true, sidebarOver: false });
}
