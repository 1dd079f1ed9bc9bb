import { useSession } from '../../stores/session.ts';
import { saveSetting } from '../../stores/settings.ts';
import { readRecent, withRecent } from './project-order.ts';

const SETTING = 'recentProjects';

/** Which projects the person used last, by key, and how to say that one is being used. */
export function useRecentProjects(): readonly [
  recent: readonly string[],
  use: (key: string) => void,
] {
  const recent = readRecent(useSession().settings[SETTING]);
  return [
    recent,
    (key) => {
      if (recent[0] !== key) void saveSetting(SETTING, withRecent(recent, key));
    },
  ];
}
