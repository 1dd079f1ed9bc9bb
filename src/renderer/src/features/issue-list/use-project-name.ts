import { useCall } from '../../hooks/use-call.ts';

/** The name of a project by its key; undefined until it is known and where there is none. */
export function useProjectName(key: string | null): string | undefined {
  const input = key === null ? null : { text: key, archived: true, offset: 0, count: 50 };
  const { value } = useCall('projects.list', input);
  return key === null ? undefined : value?.projects.find((project) => project.key === key)?.name;
}
