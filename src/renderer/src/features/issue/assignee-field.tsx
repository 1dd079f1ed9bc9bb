import { Bot } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { command } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { type PickerItem, PickerPopover } from '../../components/picker-popover.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { useSession } from '../../stores/session.ts';
import { assignTo } from './assign.ts';
import { AssignmentHistory } from './assignment-history.tsx';
import { FieldRow } from './field-row.tsx';
import { shutBy, useOpenIssue } from './issue-context.ts';
import styles from './issue-fields.module.css';
import { usePeopleSource } from './people-source.tsx';

const NOBODY = 'nobody';
const BY_RULE = 'by-rule';

/** Who has it, who had it, and who may take it on. */
export function AssigneeField() {
  const issue = useOpenIssue();
  const { view, edits, open, setOpen } = issue;
  const { profile } = useSession();
  const [error, setError] = useState<string>();
  const { source, personOf } = usePeopleSource();
  const trigger = useRef<HTMLButtonElement>(null);
  const { may } = view;
  const { assignee, id } = view.issue;
  const mayAny = may.assign.open || may.take.open || may.unassign.open;
  const shut = mayAny ? undefined : shutBy(may.assign);
  const shutNobody = shutBy(may.unassign);
  const shutRule = shutBy(may.assign);
  const isFree = assignee === null;

  const items = useCallback(
    async (query: string): Promise<readonly PickerItem[]> => {
      const people = await source(query);
      if (query.trim() !== '') return people;
      const first: PickerItem = isFree
        ? {
            id: BY_RULE,
            label: 'Let the rules choose',
            icon: <Icon of={Bot} />,
            shut: shutRule,
          }
        : {
            id: NOBODY,
            label: 'Nobody',
            icon: <Avatar person={null} decorative />,
            shut: shutNobody,
          };
      return [...people, first];
    },
    [source, isFree, shutNobody, shutRule],
  );
  const choose = async (chosen: string) => {
    setError(undefined);
    const person = personOf(chosen);
    if (chosen === BY_RULE) {
      return setError(await edits.run([command('issue.auto-assign', { issue: id })]));
    }
    if (chosen !== NOBODY && person === undefined) return;
    setError(await assignTo(issue, person ?? null));
  };

  return (
    <FieldRow label="Assignee" error={error}>
      <PickerPopover
        label="Assignee"
        items={items}
        selected={isFree ? [] : [assignee.id]}
        placeholder="Name or username"
        emptyText="Nobody in this project has that name."
        open={open === 'assignee'}
        onOpenChange={(next) => {
          if (next && shut !== undefined) announce(shut, 'assertive');
          else setOpen(next ? 'assignee' : null);
        }}
        onChoose={({ id: chosen }) => void choose(chosen)}
        trigger={
          <button
            ref={trigger}
            type="button"
            className={styles.control}
            aria-keyshortcuts="a"
            aria-disabled={shut === undefined ? undefined : true}
            title={shut}
          >
            <VisuallyHidden>Assignee: </VisuallyHidden>
            <Avatar person={assignee} decorative />
            <span className={isFree ? styles.nothing : styles.text} dir="auto">
              {assignee?.name ?? 'Unassigned'}
            </span>
            {assignee?.id === profile.id && <span className={styles.quiet}>you</span>}
          </button>
        }
      />
      {isFree && may.take.open && (
        <Button
          variant="ghost"
          className={styles.take}
          keys="i"
          onClick={() => {
            // This button goes with the press.
            trigger.current?.focus();
            void assignTo(issue, profile).then(setError);
          }}
        >
          Take it
        </Button>
      )}
      {view.assignments.length > 0 && <AssignmentHistory />}
    </FieldRow>
  );
}
