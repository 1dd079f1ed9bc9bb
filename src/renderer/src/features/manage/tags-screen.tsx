import { Plus, Search, Trash2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { TagId } from '#domain/ids.ts';
import type { TagShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { command, runCommands } from '../../commands.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCount } from '../../components/format-count.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { LongList } from '../../components/long-list.tsx';
import { ColourDot } from '../../components/tag-chip.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useRowPages } from '../../hooks/use-row-pages.ts';
import { useSession } from '../../stores/session.ts';
import { ScreenHeader } from '../frame/screen-header.tsx';
import { countOf } from './count-of.ts';
import styles from './manage.module.css';
import { TagDialog } from './tag-dialog.tsx';

const ROW_PX = 40;

/** The tags: find, create, rename, recolour, delete. */
export function TagsScreen() {
  const { may } = useSession();
  const [text, setText] = useState('');
  const [edited, setEdited] = useState<TagShape | 'new'>();
  const [deleted, setDeleted] = useState<TagShape>();
  const read = useCallback(
    async (offset: number, count: number) => {
      const result = await call('tags.search', { text, offset, count });
      if (!result.ok) return result;
      return { ok: true, value: { total: result.value.total, rows: result.value.tags } } as const;
    },
    [text],
  );
  const list = useRowPages('tags.search', read);
  const newTag = (
    <Button
      variant="primary"
      icon={Plus}
      shut={may.createTag.reason ?? undefined}
      onClick={() => setEdited('new')}
    >
      New tag
    </Button>
  );
  const shut = may.editTag.reason ?? undefined;

  return (
    <>
      <ScreenHeader
        title="Tags"
        aside={list.total === undefined ? undefined : formatCount(list.total)}
      >
        {newTag}
      </ScreenHeader>
      <div className={styles.tools}>
        <div className={styles.search}>
          <TextField
            label="Find a tag"
            labelHidden
            icon={Search}
            placeholder="Find a tag"
            value={text}
            onChange={setText}
          />
        </div>
      </div>
      {list.total === 0 ? (
        <EmptyState
          title={text === '' ? 'No tags yet' : `No tag holds “${text}”`}
          action={text === '' ? newTag : undefined}
        >
          {text === ''
            ? 'A tag groups issues across projects, such as a release or a team.'
            : undefined}
        </EmptyState>
      ) : (
        <LongList
          label="Tags"
          count={list.total ?? 0}
          rowHeight={ROW_PX}
          onShow={list.show}
          row={(index) => {
            const tag = list.rowAt(index);
            return tag === undefined ? null : (
              <div className={styles.row}>
                <button type="button" className={styles.main} onClick={() => setEdited(tag)}>
                  <ColourDot colour={tag.colour} />
                  <span className={styles.name} dir="auto">
                    {tag.name}
                  </span>
                </button>
                <span className={`${styles.fact} ${styles.count}`}>
                  {countOf(tag.issueCount, 'issue')}
                </span>
                <IconButton
                  label={`Delete ${tag.name}`}
                  icon={Trash2}
                  shut={shut}
                  onClick={() => setDeleted(tag)}
                />
              </div>
            );
          }}
        />
      )}
      {edited !== undefined && (
        <TagDialog
          tag={edited === 'new' ? null : edited}
          shut={edited === 'new' ? undefined : shut}
          onClose={() => setEdited(undefined)}
        />
      )}
      <ConfirmDialog
        open={deleted !== undefined}
        onOpenChange={(open) => !open && setDeleted(undefined)}
        title={`Delete the tag ${deleted?.name ?? ''}?`}
        message={`${countOf(deleted?.issueCount ?? 0, 'issue')} will lose it; their activity is kept.`}
        confirmLabel="Delete the tag"
        cancelLabel="Keep it"
        danger
        onConfirm={() => {
          if (deleted !== undefined) {
            void runCommands([command('tag.delete', { id: deleted.id as TagId })]);
          }
        }}
      />
    </>
  );
}
