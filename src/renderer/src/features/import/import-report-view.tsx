import { useState } from 'react';
import type { ImportReport } from '#protocol/api.ts';
import { Button } from '../../components/button.tsx';
import { formatCount } from '../../components/format-count.ts';
import { LongList } from '../../components/long-list.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { HOME } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import styles from './import-screen.module.css';

const ROW_PX = 28;

const LISTS = {
  skipped: { label: 'Left out', about: 'Rows that lack something. They are not in.' },
  adjusted: { label: 'Adjusted', about: 'What did not fit as it was, and what was made of it.' },
  kept: { label: 'Kept', about: 'Fields that were changed here since the last import, and stay.' },
} as const;
type ListName = keyof typeof LISTS;
const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

interface ImportReportViewProps {
  readonly name: string;
  readonly report: ImportReport;
  readonly dryRun: boolean;
}

/** What an import did, or a check says it would do: counts, and every single adjustment. */
export function ImportReportView({ name, report, dryRun }: ImportReportViewProps) {
  const filled = LIST_NAMES.filter((list) => report[list].length > 0);
  const [chosen, setChosen] = useState<ListName>();
  const shown = chosen !== undefined && filled.includes(chosen) ? chosen : filled[0];
  const facts = [
    [dryRun ? 'would be created' : 'created', report.created],
    [dryRun ? 'would be updated' : 'updated', report.updated],
    ['unchanged', report.unchanged],
    ['adjusted', report.adjusted.length],
    ['left out', report.skipped.length],
  ] as const;
  return (
    <section className={styles.report} aria-label="Report">
      <h2 className={styles.reportTitle} dir="auto">
        {dryRun ? `Checked ${name}; nothing is in yet` : `Imported ${name}`}
        <span className={styles.quiet}>{` in ${report.seconds.toFixed(1)} s`}</span>
      </h2>
      <dl className={styles.facts}>
        {facts.map(([label, count]) => (
          <div key={label} className={styles.fact}>
            <dd className={styles.count}>{formatCount(count)}</dd>
            <dt className={styles.quiet}>{label}</dt>
          </div>
        ))}
      </dl>
      {!dryRun && (
        <div>
          <Button variant="primary" onClick={() => navigate(HOME)}>
            Show the issues
          </Button>
        </div>
      )}
      {shown !== undefined && (
        <>
          <div className={styles.listHead}>
            <SegmentedControl
              label="Show"
              value={shown}
              onChange={setChosen}
              segments={filled.map((list) => ({
                value: list,
                label: `${LISTS[list].label} ${formatCount(report[list].length)}`,
              }))}
            />
            <span className={styles.quiet}>{LISTS[shown].about}</span>
          </div>
          <LongList
            key={shown}
            label={LISTS[shown].label}
            count={report[shown].length}
            rowHeight={ROW_PX}
            className={styles.adjustments}
            row={(index) => {
              const entry = report[shown][index];
              return entry === undefined ? null : (
                <div className={styles.adjustment}>
                  <span className={styles.rowNumber}>
                    {entry.row === 0 ? 'Header' : `Row ${formatCount(entry.row)}`}
                  </span>
                  <span className={styles.field}>{entry.field}</span>
                  <span className={styles.message} dir="auto" title={entry.message}>
                    {entry.message}
                  </span>
                </div>
              );
            }}
          />
        </>
      )}
    </section>
  );
}
