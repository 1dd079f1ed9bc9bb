import type { UserId } from '#domain/ids.ts';
import { usernameFor } from '#domain/import/username-slug.ts';
import type { Role } from '#domain/user/user.ts';
import type { UserShape } from '#protocol/shapes.ts';
import { type Command, command, execute } from '../../commands.ts';
import { Notice } from '../../components/notice.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { newId } from '../../new-id.ts';
import { useSession } from '../../stores/session.ts';
import { FormDialog } from './form-dialog.tsx';
import { ROLE_OPTIONS } from './role-labels.ts';
import { useForm } from './use-form.ts';

interface PersonDialogProps {
  /** null: a new one. */
  readonly person: UserShape | null;
  readonly onClose: () => void;
}

interface PersonValues {
  readonly name: string;
  /** null: made from the name. */
  readonly username: string | null;
  readonly email: string;
  readonly role: Role;
}

const NONE_TAKEN: ReadonlySet<string> = new Set();

/** A person's name, username, email and role. */
export function PersonDialog({ person, onClose }: PersonDialogProps) {
  const { may, profile } = useSession();
  const form = useForm<PersonValues>(
    {
      name: person?.name ?? '',
      username: person?.username ?? null,
      email: person?.email ?? '',
      role: person?.role ?? 'tester',
    },
    ['name', 'username', 'email', 'role'],
  );
  const { name, email, role } = form.values;
  const username =
    form.values.username ?? (name.trim() === '' ? '' : usernameFor(name, NONE_TAKEN));
  const isSelf = person?.id === profile.id;
  const adminShut = may.managePeople.reason ?? undefined;
  const shut = isSelf ? undefined : adminShut;

  const save = async () => {
    const next = { name, username, email: email.trim() === '' ? null : email.trim(), role };
    const batch =
      person === null
        ? [command('user.create', { id: newId() as UserId, ...next })]
        : editsOf(person, next);
    const saved = batch.length === 0 || (await form.submit(() => execute(batch, { atomic: true })));
    if (saved) onClose();
  };
  return (
    <FormDialog
      title={person === null ? 'Add a person' : `Edit ${person.name}`}
      saveLabel={person === null ? 'Add person' : 'Save'}
      shut={shut}
      error={form.error}
      onSave={() => void save()}
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={name}
        readOnly={shut !== undefined}
        error={form.errorOf('name')}
        onChange={(next) => form.change({ name: next })}
      />
      <TextField
        label="Username"
        mono
        value={username}
        readOnly={adminShut !== undefined}
        error={form.errorOf('username')}
        hint="For mentions and the command line, such as @ana.lindqvist."
        onChange={(next) => form.change({ username: next })}
      />
      <TextField
        label="Email"
        aside="not needed"
        type="email"
        value={email}
        readOnly={shut !== undefined}
        error={form.errorOf('email')}
        onChange={(next) => form.change({ email: next })}
      />
      {adminShut === undefined ? (
        <Select
          label="Role"
          value={role}
          options={ROLE_OPTIONS}
          error={form.errorOf('role')}
          onChange={(next) => form.change({ role: next })}
        />
      ) : (
        <Notice>{adminShut}</Notice>
      )}
    </FormDialog>
  );
}

interface NextPerson {
  readonly name: string;
  readonly username: string;
  readonly email: string | null;
  readonly role: Role;
}

/** One command for each field that changed. */
function editsOf(person: UserShape, next: NextPerson): readonly Command[] {
  const id = person.id as UserId;
  const edits: (Command | null)[] = [
    next.name === person.name
      ? null
      : command('user.edit', { id, field: 'name', from: person.name, to: next.name }),
    next.username === person.username
      ? null
      : command('user.edit', { id, field: 'username', from: person.username, to: next.username }),
    next.email === person.email
      ? null
      : command('user.edit', { id, field: 'email', from: person.email, to: next.email }),
    next.role === person.role
      ? null
      : command('user.edit', { id, field: 'role', from: person.role, to: next.role }),
  ];
  return edits.filter((edit) => edit !== null);
}
