import type { TagId } from '#domain/ids.ts';
import type { TagShape } from '#protocol/shapes.ts';
import { command, execute } from '../../commands.ts';
import { TextField } from '../../components/text-field.tsx';
import { newId } from '../../new-id.ts';
import { ColourChoice } from './colour-choice.tsx';
import { FormDialog } from './form-dialog.tsx';
import { TAG_COLOURS } from './tag-colours.ts';
import { useForm } from './use-form.ts';

interface TagDialogProps {
  /** null: a new one. */
  readonly tag: TagShape | null;
  readonly shut: string | undefined;
  readonly onClose: () => void;
}

/** A tag's name and colour. */
export function TagDialog({ tag, shut, onClose }: TagDialogProps) {
  const form = useForm({ name: tag?.name ?? '', colour: tag?.colour ?? TAG_COLOURS[3] }, ['name']);
  const { name, colour } = form.values;
  const commands = () => {
    if (tag === null) return [command('tag.create', { id: newId() as TagId, name, colour })];
    const id = tag.id as TagId;
    return [
      ...(name === tag.name
        ? []
        : [command('tag.edit', { id, field: 'name', from: tag.name, to: name })]),
      ...(colour === tag.colour
        ? []
        : [command('tag.edit', { id, field: 'colour', from: tag.colour, to: colour })]),
    ];
  };
  const save = async () => {
    const batch = commands();
    const saved = batch.length === 0 || (await form.submit(() => execute(batch, { atomic: true })));
    if (saved) onClose();
  };
  return (
    <FormDialog
      title={tag === null ? 'New tag' : `Edit ${tag.name}`}
      saveLabel={tag === null ? 'Create tag' : 'Save'}
      shut={shut}
      error={form.error}
      onSave={() => void save()}
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={name}
        error={form.errorOf('name')}
        onChange={(next) => form.change({ name: next })}
      />
      <ColourChoice value={colour} onChange={(next) => form.change({ colour: next })} />
    </FormDialog>
  );
}
