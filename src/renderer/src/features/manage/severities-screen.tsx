import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { SeverityId } from '#domain/ids.ts';
import type { SeverityShape } from '#protocol/shapes.ts';
import { command, runCommands } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { SeverityGlyph } from '../../components/severity-glyph.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { useSession } from '../../stores/session.ts';
import { ScreenHeader } from '../frame/screen-header.tsx';
import { countOf } from './count-of.ts';
import { DeleteSeverityDialog } from './delete-severity-dialog.tsx';
import styles from './manage.module.css';
import { SeverityDialog } from './severity-dialog.tsx';

/** The severities in their order, the gravest first. The order gives the shapes and the workload. */
export function SeveritiesScreen() {
  const { may } = useSession();
  const { value, error, reload } = useCall('severities.list', {});
  const [edited, setEdited] = useState<SeverityShape | 'new'>();
  const [deleted, setDeleted] = useState<SeverityShape>();
  const severities = value?.severities ?? [];

  const move = async (severity: SeverityShape, to: number) => {
    const [outcome] = await runCommands([
      command('severity.edit', {
        id: severity.id as SeverityId,
        field: 'rank',
        from: severity.rank,
        to,
      }),
    ]);
    if (outcome?.outcome === 'accepted') announce(`${severity.level} is now number ${to}`);
  };

  return (
    <>
      <ScreenHeader title="Severities" aside="the gravest first">
        <Button
          variant="primary"
          icon={Plus}
          shut={may.createSeverity.reason ?? undefined}
          onClick={() => setEdited('new')}
        >
          New severity
        </Button>
      </ScreenHeader>
      {error !== undefined && value === undefined ? (
        <ErrorState title="The severities could not be read." onReload={reload}>
          {error.message}
        </ErrorState>
      ) : value === undefined ? (
        <SkeletonRows rows={5} />
      ) : (
        <ol className={styles.list} aria-label="Severities">
          {severities.map((severity, i) => {
            const { id, level, rank, colour, description, issueCount, mayChange } = severity;
            const shut = mayChange.reason ?? undefined;
            return (
              <li key={id} className={styles.plainRow}>
                <div className={styles.row}>
                  <button type="button" className={styles.main} onClick={() => setEdited(severity)}>
                    <SeverityGlyph rank={rank} count={severities.length} colour={colour} />
                    <span className={styles.name} dir="auto">
                      {level}
                    </span>
                    <span className={styles.about} dir="auto">
                      {description}
                    </span>
                  </button>
                  <span className={`${styles.fact} ${styles.count}`}>
                    {countOf(issueCount, 'issue')}
                  </span>
                  <IconButton
                    label={`Move ${level} up`}
                    icon={ArrowUp}
                    shut={shut ?? (i === 0 ? `${level} is the gravest already.` : undefined)}
                    onClick={() => void move(severity, rank - 1)}
                  />
                  <IconButton
                    label={`Move ${level} down`}
                    icon={ArrowDown}
                    shut={
                      shut ??
                      (i === severities.length - 1
                        ? `${level} is the slightest already.`
                        : undefined)
                    }
                    onClick={() => void move(severity, rank + 1)}
                  />
                  <IconButton
                    label={`Delete ${level}`}
                    icon={Trash2}
                    shut={
                      shut ??
                      (severities.length === 1
                        ? `${level} is the only severity. Create another one first.`
                        : undefined)
                    }
                    onClick={() => setDeleted(severity)}
                  />
                </div>
              </li>
            );
          })}
        </ol>
      )}
      {edited !== undefined && (
        <SeverityDialog
          severity={edited === 'new' ? null : edited}
          count={severities.length}
          onClose={() => setEdited(undefined)}
        />
      )}
      {deleted !== undefined && (
        <DeleteSeverityDialog
          severity={deleted}
          others={severities.filter(({ id }) => id !== deleted.id)}
          onClose={() => setDeleted(undefined)}
        />
      )}
    </>
  );
}
