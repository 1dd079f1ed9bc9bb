import { useEffect } from 'react';
import { useCall } from '../../hooks/use-call.ts';
import type { Route } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import { byUse } from '../frame/project-order.ts';
import { useRecentProjects } from '../frame/use-recent-projects.ts';

const READ = 200;

/**
 * A board shows a project. Where the route names none, the one that the person used last is
 * chosen. `none`: there is no project to choose.
 */
export function useChosenProject(
  route: Extract<Route, { screen: 'board' }>,
): 'chosen' | 'choosing' | 'none' {
  const isChosen = route.project !== null || route.query !== null;
  const [recent] = useRecentProjects();
  const { value } = useCall(
    'projects.list',
    isChosen ? null : { text: '', archived: false, offset: 0, count: READ },
  );
  const key = value === undefined ? undefined : (byUse(value.projects, recent)[0]?.key ?? null);
  useEffect(() => {
    if (!isChosen && typeof key === 'string') navigate({ ...route, project: key }, 'replace');
  }, [isChosen, key, route]);
  if (isChosen) return 'chosen';
  return key === null ? 'none' : 'choosing';
}
