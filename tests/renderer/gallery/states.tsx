import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { announce } from '#renderer/components/announcer.ts';
import { Button } from '#renderer/components/button.tsx';
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { ErrorState } from '#renderer/components/error-state.tsx';
import { KatydidMark } from '#renderer/components/katydid-mark.tsx';
import { Notice } from '#renderer/components/notice.tsx';
import { ProgressBar } from '#renderer/components/progress-bar.tsx';
import { SkeletonRows } from '#renderer/components/skeleton-rows.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { showToast } from '#renderer/components/toast.tsx';
import { useShortcuts } from '#renderer/keys/shortcuts.tsx';
import { Group } from './group.tsx';

export function States() {
  return (
    <>
      <Floating />
      <Group title="Notices">
        <div className="stack">
          <Notice kind="warn" title="Sign in again to sync.">
            Your sign-in ended at 11:48. Work goes on; 6 changes wait here. <a href="#s">Sign in</a>
          </Notice>
          <Notice>Till is archived, so it is read-only.</Notice>
          <Notice
            kind="error"
            title="screen.mp4 was not attached."
            actions={
              <>
                <Button>Choose another</Button>
                <Button variant="ghost">Post without it</Button>
              </>
            }
          >
            It is 148 MB; the limit is 100 MB. Your comment is kept as a draft.
          </Notice>
        </div>
      </Group>
      <Group title="Long work">
        <div className="stack">
          <ProgressBar
            label="Importing jira-2026.csv"
            done={1240}
            total={3918}
            onCancel={() => announce('Cancelled')}
          />
          <ProgressBar label="Reading the file" done={120} total={null} />
        </div>
      </Group>
      <Group title="Empty">
        <div className="card">
          <EmptyState
            title="Nothing to triage"
            action={
              <Button icon={Plus} keys="c">
                New bug
              </Button>
            }
          >
            Every bug in Payments app has been assessed. New ones appear here.
          </EmptyState>
        </div>
      </Group>
      <Group title="Error">
        <div className="card">
          <ErrorState
            title="This page could not be shown."
            details="Incident 7f3a: TypeError in the list"
            onReload={() => announce('Reloaded')}
          >
            Nothing is lost. Reload to go on.
          </ErrorState>
        </div>
      </Group>
      <Group title="Loading, only after 300 ms">
        <SkeletonRows rows={3} />
      </Group>
      <Group title="Mark">
        <div className="line">
          <KatydidMark /> <KatydidMark size={28} /> <KatydidMark form="outline" size={32} />
        </div>
      </Group>
    </>
  );
}

function Floating() {
  const [dialog, setDialog] = useState(false);
  const [confirm, setConfirm] = useState(false);
  const [title, setTitle] = useState('');
  const [kept, setKept] = useState('kept');
  const field = useRef<HTMLInputElement>(null);
  return (
    <Group title="Dialogs, toasts">
      <div className="line">
        <Button onClick={() => setDialog(true)}>New project</Button>
        <Button variant="danger" onClick={() => setConfirm(true)}>
          Delete
        </Button>
        <Button
          onClick={() =>
            showToast('PAY-232 saved', { label: 'Open', keys: 'o', run: () => setKept('opened') })
          }
        >
          Toast
        </Button>
        <output aria-label="Kept">{kept}</output>
      </div>
      <Dialog
        open={dialog}
        onOpenChange={setDialog}
        title="New project"
        description="Issues are numbered by its key."
        initialFocus={field}
        footer={
          <>
            <Button variant="ghost" onClick={() => setDialog(false)}>
              Cancel
            </Button>
            <Button variant="primary" keys="mod+enter">
              Make project
            </Button>
          </>
        }
      >
        <DialogKeys onRun={() => setKept('from dialog')} />
        <TextField ref={field} label="Name" value={title} onChange={setTitle} />
      </Dialog>
      <ConfirmDialog
        open={confirm}
        onOpenChange={setConfirm}
        title="Delete 3 issues?"
        message="Their activity is kept."
        confirmLabel="Delete 3 issues"
        cancelLabel="Keep them"
        danger
        onConfirm={() => setKept('deleted')}
      />
    </Group>
  );
}

function DialogKeys({ onRun }: { readonly onRun: () => void }) {
  useShortcuts([{ keys: 'mod+enter', label: 'Make project', run: onRun }]);
  return null;
}
