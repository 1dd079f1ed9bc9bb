import { FileUp, Plus, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCount } from '../../components/format-count.ts';
import { navigate } from '../../stores/router.ts';
import { useSession } from '../../stores/session.ts';
import { openNewIssue } from '../../stores/ui.ts';
import styles from './issue-list.module.css';
import { type TermLeftOut, termsLeftOut } from './query-terms.ts';

interface EmptyListProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** Where the list would be: nothing there at all, or nothing that the query leaves. */
export function EmptyList({ query, onQuery }: EmptyListProps) {
  const { counts, may } = useSession();
  const strictest = useStrictestTerm(query);
  if (counts.issues === 0) {
    return (
      <EmptyState
        title="No bugs yet"
        action={
          <>
            <Button icon={Plus} keys="c" onClick={openNewIssue}>
              New bug
            </Button>
            <Button
              variant="ghost"
              icon={FileUp}
              shut={may.import.reason ?? undefined}
              onClick={() => navigate({ screen: 'manage', part: 'import' })}
            >
              Import
            </Button>
          </>
        }
      >
        Write down the first one, or bring those of another tracker along.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No issue matches"
      action={
        strictest === null ? (
          <Button icon={X} onClick={() => onQuery('')}>
            Show all {formatCount(counts.issues)}
          </Button>
        ) : (
          <Button icon={X} onClick={() => onQuery(strictest.rest)}>
            Leave out {strictest.term}
          </Button>
        )
      }
    >
      <code className={styles.emptyQuery} dir="auto">
        {query}
      </code>
      {strictest !== null && (
        <>
          {' '}
          excludes everything. Without <code>{strictest.term}</code> there{' '}
          {strictest.total === 1 ? 'is 1' : `are ${formatCount(strictest.total)}`}.
        </>
      )}
    </EmptyState>
  );
}

/** Terms beyond this are not tried: such a query is not mended by leaving out one of them. */
const TRIED = 8;

type Strictest = TermLeftOut & { readonly total: number };

/** The term without which most would match; null while it is not known and where none helps. */
function useStrictestTerm(query: string): Strictest | null {
  const [found, setFound] = useState<{ readonly query: string; readonly best: Strictest | null }>();
  useEffect(() => {
    let current = true;
    void mostFreeing(query).then((best) => {
      if (current) setFound({ query, best });
    });
    return () => {
      current = false;
    };
  }, [query]);
  return found?.query === query ? found.best : null;
}

async function mostFreeing(query: string): Promise<Strictest | null> {
  const terms = termsLeftOut(query).slice(0, TRIED);
  if (terms.length < 2) return null;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const counted = await Promise.all(
    terms.map(async (term) => {
      const asked = { query: term.rest, group: 'none', collapsed: [], timeZone } as const;
      const result = await call('issues.page', { ...asked, collapsed: [], offset: 0, count: 1 });
      return { ...term, total: result.ok ? result.value.total : 0 };
    }),
  );
  const [best] = counted.toSorted((a, b) => b.total - a.total);
  return best === undefined || best.total === 0 ? null : best;
}
