import { useMemo } from 'react';
import { useSession } from '../../stores/session.ts';
import { saveSetting } from '../../stores/settings.ts';

const SETTING = 'foldedStatuses';

/** The statuses whose issues are folded away, kept for the person, and how to turn one. */
export function useCollapsed(): readonly [ReadonlySet<string>, (status: string) => void] {
  const setting = useSession().settings[SETTING] ?? '';
  const collapsed = useMemo(() => new Set(setting.split(' ').filter(Boolean)), [setting]);
  const toggle = (status: string) => {
    const next = new Set(collapsed);
    if (!next.delete(status)) next.add(status);
    void saveSetting(SETTING, [...next].join(' '));
  };
  return [collapsed, toggle];
}
