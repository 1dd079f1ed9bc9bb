import { Copy, Ellipsis, Lock, LockOpen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { command } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu, type MenuSection } from '../../components/menu.tsx';
import { showToast } from '../../components/toast.tsx';
import { copyText } from './copy-link.ts';
import { shutBy, useOpenIssue } from './issue-context.ts';

type Question = 'delete' | 'remove-details';

/** What is seldom done with an issue. */
export function IssueMenu() {
  const { view, edits, onClose } = useOpenIssue();
  const [asked, setAsked] = useState<Question | null>(null);
  const { issue, may } = view;
  const { id, key, confidential } = issue;

  const say = (refusal: string | undefined, done: string) => {
    announce(refusal ?? done, refusal === undefined ? 'polite' : 'assertive');
    if (refusal !== undefined) showToast(refusal);
    return refusal === undefined;
  };
  const turnConfidential = async () => {
    const refusal = await edits.save(
      {
        name: 'issue.edit',
        args: { issue: id, field: 'confidential', from: confidential, to: !confidential },
      },
      { confidential: !confidential },
    );
    say(refusal, confidential ? `${key} is no longer confidential.` : `${key} is confidential.`);
  };
  const removeDetails = async () => {
    say(await edits.run([command('bug.remove', { issue: id })]), 'The bug details are removed.');
  };
  const remove = async () => {
    const refusal = await edits.run([command('issue.delete', { issue: id })]);
    if (say(refusal, `${key} is deleted.`)) onClose();
  };

  const sections: readonly MenuSection[] = [
    {
      id: 'copy',
      items: [
        { id: 'key', label: 'Copy key', icon: <Icon of={Copy} />, run: () => void copyText(key) },
        {
          id: 'title',
          label: 'Copy key and title',
          icon: <Icon of={Copy} />,
          run: () => void copyText(`${key} ${issue.title}`),
        },
      ],
    },
    {
      id: 'confidential',
      items: [
        {
          id: 'confidential',
          label: confidential ? 'Lift the confidentiality' : 'Mark confidential',
          icon: <Icon of={confidential ? LockOpen : Lock} />,
          shut: shutBy(confidential ? may.lift : may.mark),
          run: () => void turnConfidential(),
        },
      ],
    },
    {
      id: 'remove',
      items: [
        ...(issue.bug === null
          ? []
          : [
              {
                id: 'details',
                label: 'Remove the bug details…',
                icon: <Icon of={Trash2} />,
                shut: shutBy(may.removeBug),
                run: () => setAsked('remove-details'),
              },
            ]),
        {
          id: 'delete',
          label: 'Delete the issue…',
          icon: <Icon of={Trash2} />,
          danger: true,
          shut: shutBy(may.delete),
          run: () => setAsked('delete'),
        },
      ],
    },
  ];

  return (
    <>
      <Menu align="end" trigger={<IconButton label="More" icon={Ellipsis} />} sections={sections} />
      <ConfirmDialog
        open={asked === 'delete'}
        onOpenChange={(open) => setAsked(open ? 'delete' : null)}
        title={`Delete ${key}?`}
        message="Its texts and comments are lost for everybody. That it existed, and who did what, is kept."
        confirmLabel={`Delete ${key}`}
        cancelLabel="Keep it"
        danger
        onConfirm={() => void remove()}
      />
      <ConfirmDialog
        open={asked === 'remove-details'}
        onOpenChange={(open) => setAsked(open ? 'remove-details' : null)}
        title="Remove the bug details?"
        message="Steps, results and environment go away. The description is kept, and the activity keeps what they said."
        confirmLabel="Remove the details"
        cancelLabel="Keep them"
        danger
        onConfirm={() => void removeDetails()}
      />
    </>
  );
}
