import { Popover } from '@base-ui/react/popover';
import { ArrowDown, ArrowUp, Columns3Cog } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import popup from '../../components/popup.module.css';
import {
  type ColumnChoice,
  type ColumnId,
  FIXED_COLUMNS,
  USUAL_COLUMNS,
  withColumnMoved,
} from './column-setting.ts';
import styles from './columns-button.module.css';
import { ISSUE_COLUMNS } from './issue-columns.tsx';

interface ColumnsButtonProps {
  readonly choice: ColumnChoice;
  readonly onChoose: (change: Partial<ColumnChoice>) => void;
}

/** Which columns the list has, and in what order. */
export function ColumnsButton({ choice, onChoose }: ColumnsButtonProps) {
  const { order, shown } = choice;
  const turn = (id: ColumnId, on: boolean) => {
    const next = new Set(shown);
    if (on) next.add(id);
    else next.delete(id);
    onChoose({ shown: next });
  };
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button icon={Columns3Cog} className={styles.trigger} />}>
        Columns
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={popup.positioner} sideOffset={4} align="end">
          <Popover.Popup className={`${popup.popup} ${styles.popup}`} aria-label="Columns">
            <ul className={styles.list}>
              {order.map((id, place) => (
                <li key={id} className={styles.item}>
                  <Checkbox
                    label={ISSUE_COLUMNS[id].label}
                    checked={shown.has(id)}
                    onChange={(on) => turn(id, on)}
                    shut={
                      FIXED_COLUMNS.has(id)
                        ? 'It says which issue a line is, so it stays.'
                        : undefined
                    }
                    className={styles.name}
                  />
                  <IconButton
                    label={`Move ${ISSUE_COLUMNS[id].label} to the front`}
                    icon={ArrowUp}
                    shut={place === 0 ? 'It is the first.' : undefined}
                    onClick={() => onChoose({ order: withColumnMoved(order, id, -1) })}
                  />
                  <IconButton
                    label={`Move ${ISSUE_COLUMNS[id].label} to the end`}
                    icon={ArrowDown}
                    shut={place === order.length - 1 ? 'It is the last.' : undefined}
                    onClick={() => onChoose({ order: withColumnMoved(order, id, 1) })}
                  />
                </li>
              ))}
            </ul>
            <Button
              variant="ghost"
              className={styles.usual}
              onClick={() => onChoose(USUAL_COLUMNS)}
            >
              As usual
            </Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
