import type { SeverityId } from '#domain/ids.ts';
import type { SeverityShape } from '#protocol/shapes.ts';
import { command, execute } from '../../commands.ts';
import { TextArea } from '../../components/text-area.tsx';
import { TextField } from '../../components/text-field.tsx';
import { newId } from '../../new-id.ts';
import { ColourChoice } from './colour-choice.tsx';
import { FormDialog } from './form-dialog.tsx';
import { TAG_COLOURS } from './tag-colours.ts';
import { useForm } from './use-form.ts';

interface SeverityDialogProps {
  /** null: a new one, which enters the list at its end. */
  readonly severity: SeverityShape | null;
  /** How many there are. */
  readonly count: number;
  readonly onClose: () => void;
}

/** A severity's level, description and colour; its place is changed in the list. */
export function SeverityDialog({ severity, count, onClose }: SeverityDialogProps) {
  const form = useForm(
    {
      level: severity?.level ?? '',
      description: severity?.description ?? '',
      colour: severity?.colour ?? TAG_COLOURS[0],
    },
    ['level', 'description'],
  );
  const { level, description, colour } = form.values;
  const commands = () => {
    if (severity === null) {
      const id = newId() as SeverityId;
      return [command('severity.create', { id, level, description, colour, rank: count + 1 })];
    }
    const id = severity.id as SeverityId;
    return [
      ...(level === severity.level
        ? []
        : [command('severity.edit', { id, field: 'level', from: severity.level, to: level })]),
      ...(description === severity.description
        ? []
        : [
            command('severity.edit', {
              id,
              field: 'description',
              from: severity.description,
              to: description,
            }),
          ]),
      ...(colour === severity.colour
        ? []
        : [command('severity.edit', { id, field: 'colour', from: severity.colour, to: colour })]),
    ];
  };
  const save = async () => {
    const batch = commands();
    const saved = batch.length === 0 || (await form.submit(() => execute(batch, { atomic: true })));
    if (saved) onClose();
  };
  return (
    <FormDialog
      title={severity === null ? 'New severity' : `Edit ${severity.level}`}
      saveLabel={severity === null ? 'Create severity' : 'Save'}
      shut={severity?.mayChange.reason ?? undefined}
      error={form.error}
      onSave={() => void save()}
      onClose={onClose}
    >
      <TextField
        label="Level"
        value={level}
        error={form.errorOf('level')}
        hint={
          severity === null ? 'It enters the list at its end; move it up from there.' : undefined
        }
        onChange={(next) => form.change({ level: next })}
      />
      <TextArea
        label="Description"
        value={description}
        minRows={2}
        maxRows={8}
        error={form.errorOf('description')}
        onChange={(next) => form.change({ description: next })}
      />
      <ColourChoice value={colour} onChange={(next) => form.change({ colour: next })} />
    </FormDialog>
  );
}
