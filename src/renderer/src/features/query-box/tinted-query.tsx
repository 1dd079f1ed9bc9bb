import type { Span } from '#domain/query/ast.ts';
import { classNames } from '../../components/class-names.ts';
import styles from './query-box.module.css';
import { tintPatches } from './tint-runs.ts';

interface TintedQueryProps {
  readonly text: string;
  readonly mistake: Span | undefined;
}

/** The letters that are seen in the query box; the field above them holds the caret. */
export function TintedQuery({ text, mistake }: TintedQueryProps) {
  return tintPatches(text, mistake).map(({ at, tinted, runs }) => (
    <span key={at} className={tinted ? styles.patch : undefined}>
      {runs.map((run, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a run is what stands at its place.
          key={index}
          className={classNames(styles[run.kind], run.mistaken && styles.mistaken)}
        >
          {run.text}
        </span>
      ))}
    </span>
  ));
}
