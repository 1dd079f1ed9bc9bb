import { useEffect, useMemo, useState } from 'react';
import type { Rejection } from '#domain/rejection.ts';
import type { ProjectShape, SeverityShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { command, execute } from '../../commands.ts';
import { showToast } from '../../components/toast.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { useDraft } from '../../hooks/use-draft.ts';
import { newId } from '../../new-id.ts';
import { currentRoute, navigate } from '../../stores/router.ts';
import { byUse } from '../frame/project-order.ts';
import { useRecentProjects } from '../frame/use-recent-projects.ts';
import {
  argsOf,
  EMPTY_DRAFT,
  type IssueDraft,
  isEmptyDraft,
  missingField,
  nextDraft,
  parseDraft,
} from './issue-draft.ts';

const DRAFT_KEY = 'new-issue';
const MOST_PROJECTS = 500;

const MISSING = {
  title: 'The title is empty. Say in a few words what is wrong.',
  steps: 'Write the steps that lead to it, or describe it below: one of the two is needed.',
  description: 'The description is empty. Say what is to be done.',
} as const;

export interface NewIssue {
  readonly draft: IssueDraft;
  readonly ready: boolean;
  readonly kept: boolean;
  readonly change: (fields: Partial<IssueDraft>) => void;
  readonly projects: readonly ProjectShape[];
  readonly project: ProjectShape | undefined;
  readonly severities: readonly SeverityShape[];
  readonly severity: SeverityShape | undefined;
  /** Why it was not filed, and in which field (a path of the command). */
  readonly refused: Pick<Rejection, 'message' | 'field'> | undefined;
  readonly saving: boolean;
  /** Files it; true when it was. */
  readonly save: (another: boolean) => Promise<boolean>;
  readonly discard: () => void;
}

/** The form for a new issue: its draft, what is chosen where nothing was, and how it is filed. */
export function useNewIssue(): NewIssue {
  const kept = useDraft(DRAFT_KEY);
  const draft = useMemo(
    () => (kept.text === '' ? EMPTY_DRAFT : parseDraft(kept.text)),
    [kept.text],
  );
  const [recent, use] = useRecentProjects();
  const [refused, setRefused] = useState<NewIssue['refused']>();
  const [saving, setSaving] = useState(false);
  const listed = useCall('projects.list', {
    text: '',
    archived: false,
    offset: 0,
    count: MOST_PROJECTS,
  });
  const severityList = useCall('severities.list', {});

  const projects = useMemo(
    () => byUse(listed.value?.projects ?? [], recent),
    [listed.value, recent],
  );
  const shownProject = useProjectOnScreen();
  const project =
    projects.find(({ id }) => id === draft.project) ??
    projects.find(({ key, mayCreateIssue }) => key === shownProject && mayCreateIssue.open) ??
    projects.find(({ mayCreateIssue }) => mayCreateIssue.open) ??
    projects[0];
  const severities = severityList.value?.severities ?? [];
  const severity =
    severities.find(({ id }) => id === draft.severity) ??
    severities[Math.floor((severities.length - 1) / 2)];

  const write = (next: IssueDraft) =>
    kept.write(isEmptyDraft(next) && isPlain(next) ? '' : JSON.stringify(next));
  const change = (fields: Partial<IssueDraft>) => {
    setRefused(undefined);
    write({ ...draft, ...fields });
  };

  const save = async (another: boolean) => {
    if (saving) return false;
    const missing = missingField(draft);
    if (missing !== null) {
      setRefused({ message: MISSING[missing], field: missing });
      return false;
    }
    if (project === undefined || severity === undefined) {
      setRefused({ message: 'There is no project yet. Create one first, under Projects.' });
      return false;
    }
    setSaving(true);
    const id = newId();
    const error = await execute([
      command('issue.create', argsOf(draft, { id, project: project.id, severity: severity.id })),
    ]);
    setSaving(false);
    if (error !== null) {
      setRefused(error);
      return false;
    }
    use(project.key);
    if (another) write(nextDraft({ ...draft, project: project.id }));
    else kept.clear();
    void tellSaved(id);
    return true;
  };

  return {
    draft,
    ready: kept.ready && listed.value !== undefined && severityList.value !== undefined,
    kept: kept.kept,
    change,
    projects,
    project,
    severities,
    severity,
    refused,
    saving,
    save,
    discard: () => {
      setRefused(undefined);
      kept.clear();
    },
  };
}

/** Whether nothing but the usual is chosen either, so that there is nothing to keep. */
function isPlain(draft: IssueDraft): boolean {
  return JSON.stringify(draft) === JSON.stringify(EMPTY_DRAFT);
}

/** The key of the project that the view behind the form shows, if it shows one. */
function useProjectOnScreen(): string | undefined {
  const [key, setKey] = useState<string>();
  useEffect(() => {
    const route = currentRoute();
    if (route.screen === 'board') setKey(route.project ?? undefined);
    if (route.screen === 'issues') setKey(/(?:^|\s)project:(\w+)/.exec(route.query ?? '')?.[1]);
  }, []);
  return key;
}

async function tellSaved(id: string): Promise<void> {
  const result = await call('issue.get', { issue: id });
  if (!result.ok) return;
  const { key } = result.value.issue;
  showToast(`${key} saved`, {
    label: 'Open',
    run: () => {
      const route = currentRoute();
      navigate(
        route.screen === 'issues' || route.screen === 'board'
          ? { ...route, issue: key }
          : { screen: 'issue', issue: key },
      );
    },
  });
}
