import type { UserShape } from '#protocol/shapes.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useSession } from '../../stores/session.ts';
import { PasswordForm } from '../settings/password-form.tsx';

interface PasswordOfDialogProps {
  readonly person: UserShape;
  readonly onClose: () => void;
}

/** Sets, changes or takes away somebody's password. */
export function PasswordOfDialog({ person, onClose }: PasswordOfDialogProps) {
  const { profile } = useSession();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Password of ${person.name}`}
      width={440}
    >
      <PasswordForm person={person} own={person.id === profile.id} onDone={onClose} />
    </Dialog>
  );
}
