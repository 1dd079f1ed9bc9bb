import { useEffect, useRef } from 'react';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { useRoute } from '../../stores/router.ts';
import { FileDrop } from '../import/file-drop.tsx';
import { NewIssueDialog } from '../new-issue/new-issue-dialog.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { useKeptAppearance } from '../settings/use-kept-appearance.ts';
import styles from './frame.module.css';
import { Screen } from './screen.tsx';
import { Sidebar } from './sidebar.tsx';
import { useFrameKeys } from './use-frame-keys.ts';
import { useSidebar } from './use-sidebar.ts';

/** What stands around every screen: the sidebar, the keys, the dialogs that any screen opens. */
export function Frame() {
  const route = useRoute();
  const sidebar = useSidebar();
  useKeptAppearance();
  useFrameKeys(sidebar.toggle);
  useToastsBesideSidebar(sidebar.shown && !sidebar.over);
  useFocusOnSidebar(sidebar.shown);

  return (
    <FileDrop>
      <div className={styles.frame} data-over={sidebar.over ? '' : undefined}>
        {sidebar.shown && (
          <div className={styles.side}>
            <Sidebar route={route} sidebar={sidebar} />
          </div>
        )}
        {sidebar.shown && sidebar.over && (
          <button
            type="button"
            tabIndex={-1}
            className={styles.scrim}
            aria-label="Hide the sidebar"
            onClick={sidebar.leave}
          />
        )}
        <main className={styles.main} inert={sidebar.shown && sidebar.over}>
          <ErrorBoundary key={route.screen}>
            <Screen route={route} />
          </ErrorBoundary>
        </main>
      </div>
      <NewIssueDialog />
      <SettingsDialog />
    </FileDrop>
  );
}

/** Toasts stand at the lower left of the content, not of the window. */
function useToastsBesideSidebar(beside: boolean): void {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--toast-left', beside ? 'var(--w-sidebar)' : '0px');
  }, [beside]);
}

/** A press of the sidebar's button takes that button away: the focus goes to what stands for it. */
function useFocusOnSidebar(shown: boolean): void {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    document.getElementById(shown ? 'sidebar-new-bug' : 'show-sidebar')?.focus();
  }, [shown]);
}
