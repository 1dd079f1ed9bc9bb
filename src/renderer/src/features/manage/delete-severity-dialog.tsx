import { useState } from 'react';
import type { SeverityId } from '#domain/ids.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { SeverityShape } from '#protocol/shapes.ts';
import { command, execute } from '../../commands.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Select } from '../../components/select.tsx';
import { SeverityGlyph } from '../../components/severity-glyph.tsx';
import { countOf } from './count-of.ts';
import styles from './manage.module.css';

interface DeleteSeverityDialogProps {
  readonly severity: SeverityShape;
  readonly others: readonly SeverityShape[];
  readonly onClose: () => void;
}

/** Deletes a severity; one in use asks where its issues go, others' unseen ones too. */
export function DeleteSeverityDialog({ severity, others, onClose }: DeleteSeverityDialogProps) {
  const [target, setTarget] = useState<string>();
  const [refused, setRefused] = useState<Rejection>();
  const asks = severity.issueCount > 0 || refused?.field === 'moveTo';
  const remove = async () => {
    const moveTo = (target ?? null) as SeverityId | null;
    const rejection = await execute([
      command('severity.delete', { id: severity.id as SeverityId, moveTo }),
    ]);
    if (rejection === null) onClose();
    else setRefused(rejection);
  };
  const issues = countOf(severity.issueCount, 'issue');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the severity ${severity.level}?`}
      description={
        asks
          ? `${issues} ${severity.issueCount === 1 ? 'has' : 'have'} it. Choose what to give instead; the activity is kept.`
          : 'No issue has it.'
      }
      width={440}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Keep it
          </Button>
          <Button
            variant="danger-primary"
            shut={asks && target === undefined ? 'Choose where its issues go first.' : undefined}
            onClick={() => void remove()}
          >
            {asks ? 'Move and delete' : 'Delete severity'}
          </Button>
        </>
      }
    >
      {asks && (
        <Select
          label="Give instead"
          value={target ?? null}
          onChange={setTarget}
          error={refused?.message}
          options={others.map(({ id, level, rank, colour }) => ({
            value: id,
            label: level,
            icon: <SeverityGlyph rank={rank} count={others.length + 1} colour={colour} />,
          }))}
        />
      )}
      {!asks && refused !== undefined && (
        <p role="alert" className={styles.refused}>
          {refused.message}
        </p>
      )}
    </Dialog>
  );
}
