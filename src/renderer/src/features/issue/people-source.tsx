import { useCallback, useRef } from 'react';
import type { PersonShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { Avatar } from '../../components/avatar.tsx';
import type { PickerItem } from '../../components/picker-popover.tsx';
import { useSession } from '../../stores/session.ts';
import { shutBy, useOpenIssue } from './issue-context.ts';

const FOUND = 50;

interface PeopleSource {
  /** Finds people who may be assigned in the project, oneself first. */
  readonly source: (query: string) => Promise<readonly PickerItem[]>;
  /** A person that the source has found. */
  readonly personOf: (id: string) => PersonShape | undefined;
}

/** People to assign the open issue to; those whom one may not assign are shut with the reason. */
export function usePeopleSource(): PeopleSource {
  const { view } = useOpenIssue();
  const { profile } = useSession();
  const found = useRef(new Map<string, PersonShape>());
  const project = view.issue.project.id;
  const shutOthers = shutBy(view.may.assign);
  const shutSelf = shutOthers === undefined ? undefined : shutBy(view.may.take);
  const self = profile.id;

  const source = useCallback(
    async (text: string): Promise<readonly PickerItem[]> => {
      const result = await call('people.search', { text, project, offset: 0, count: FOUND });
      const people = result.ok ? result.value.people : [];
      for (const { id, username, name } of people) found.current.set(id, { id, username, name });
      return people
        .toSorted((a, b) => Number(b.id === self) - Number(a.id === self))
        .map((person) => ({
          id: person.id,
          label: person.name,
          detail: person.id === self ? `${person.username}, you` : person.username,
          icon: <Avatar person={person} decorative />,
          shut: person.id === self ? shutSelf : shutOthers,
        }));
    },
    [project, self, shutSelf, shutOthers],
  );
  const personOf = useCallback((id: string) => found.current.get(id), []);
  return { source, personOf };
}
