import { useState } from 'react';
import type { TagRef } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { type Command, command } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { classNames } from '../../components/class-names.ts';
import { formatCount } from '../../components/format-count.ts';
import { type PickerItem, PickerPopover } from '../../components/picker-popover.tsx';
import { ColourDot, TagChip } from '../../components/tag-chip.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { newId } from '../../new-id.ts';
import { colourFor } from '../manage/tag-colours.ts';
import { FieldRow } from './field-row.tsx';
import { shutBy, useOpenIssue } from './issue-context.ts';
import styles from './issue-fields.module.css';

const FOUND = 50;

/** The tags: added, removed and made here. */
export function TagsField() {
  const { view, edits, open, setOpen } = useOpenIssue();
  const [error, setError] = useState<string>();
  const { id, tags } = view.issue;
  const shut = shutBy(view.may.edit);

  const run = async (commands: readonly Command[], shown: readonly TagRef[]) => {
    setError(undefined);
    setError(await edits.run(commands, { tags: [...shown] }));
  };
  const add = (tag: TagRef, before: readonly Command[] = []) =>
    run([...before, command('issue.tag', { issue: id, tag: tag.id })], [...tags, tag]);
  const remove = (tag: string) =>
    run(
      [command('issue.untag', { issue: id, tag })],
      tags.filter((other) => other.id !== tag),
    );
  const create = (name: string) => {
    const tag = { id: newId(), name, colour: colourFor(name) };
    return add(tag, [command('tag.create', tag)]);
  };
  const toggle = ({ id: tag, label, keywords = '' }: PickerItem) =>
    tags.some((other) => other.id === tag)
      ? remove(tag)
      : add({ id: tag, name: label, colour: keywords });

  return (
    <FieldRow label="Tags" error={error}>
      <PickerPopover
        label="Tags"
        items={findTags}
        multiple
        selected={tags.map((tag) => tag.id)}
        placeholder="Find a tag"
        emptyText="There is no such tag."
        open={open === 'tags'}
        onOpenChange={(next) => {
          if (next && shut !== undefined) announce(shut, 'assertive');
          else setOpen(next ? 'tags' : null);
        }}
        onChoose={(item) => void toggle(item)}
        {...(view.may.createTag.open
          ? { create: { label: 'Create', run: (name: string) => void create(name) } }
          : {})}
        trigger={
          <button
            type="button"
            className={classNames(styles.control, styles.tags)}
            aria-keyshortcuts="t"
            aria-disabled={shut === undefined ? undefined : true}
            title={shut}
          >
            <VisuallyHidden>Tags: </VisuallyHidden>
            {tags.length === 0 && (
              <span className={styles.nothing}>{shut === undefined ? 'Add' : 'None'}</span>
            )}
            {tags.map((tag) => (
              <TagChip key={tag.id} name={tag.name} colour={tag.colour} />
            ))}
          </button>
        }
      />
    </FieldRow>
  );
}

async function findTags(text: string): Promise<readonly PickerItem[]> {
  const result = await call('tags.search', { text, offset: 0, count: FOUND });
  return (result.ok ? result.value.tags : []).map(({ id, name, colour, issueCount }) => ({
    id,
    label: name,
    detail: issueCount === 1 ? '1 issue' : `${formatCount(issueCount)} issues`,
    // The colour comes along for the chip that is shown at once.
    keywords: colour,
    icon: <ColourDot colour={colour} />,
  }));
}
