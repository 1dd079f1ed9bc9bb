import { useNarrowWindow } from '../../hooks/use-media-query.ts';
import { useSession } from '../../stores/session.ts';
import { saveSetting } from '../../stores/settings.ts';
import { useUi } from '../../stores/ui.ts';

const SETTING = 'sidebar';

export interface SidebarState {
  readonly shown: boolean;
  /** Whether it lies over the content, which then waits behind it. */
  readonly over: boolean;
  readonly toggle: () => void;
  /** Takes it away where it lies over the content. */
  readonly leave: () => void;
}

/** Whether the sidebar is there: kept where it stands beside the content, brief where it lies over it. */
export function useSidebar(): SidebarState {
  const over = useNarrowWindow();
  const { settings } = useSession();
  const openOver = useUi((state) => state.sidebarOver);
  const beside = settings[SETTING] !== 'away';
  return {
    shown: over ? openOver : beside,
    over,
    toggle: () => {
      if (over) useUi.setState({ sidebarOver: !openOver });
      else void saveSetting(SETTING, beside ? 'away' : 'beside');
    },
    leave: () => useUi.setState({ sidebarOver: false }),
  };
}
