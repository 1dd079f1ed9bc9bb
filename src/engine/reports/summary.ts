import type { SummaryShape } from '#protocol/shapes.ts';
import { CATEGORY } from '#store/codes.ts';
import { readLabels } from '#store/query/labels.ts';
import { scopeOf } from '#store/query/viewer.ts';
import { countIssueGroups } from '#store/reports/count-groups.ts';
import type { Asker } from '../asker.ts';

/** How many of the issues that the asker sees are in each status and of each severity. */
export async function summary({
  store: { read, dialect },
  user,
}: Pick<Asker, 'store' | 'user'>): Promise<SummaryShape> {
  const scope = await scopeOf(read, user);
  const labels = await readLabels(read);
  const groups = (await countIssueGroups(read, dialect, scope)).map((group) => ({
    ...group,
    isOpen: group.category <= CATEGORY.of.doing,
  }));
  const byStatus = new Map<string, { place: number; status: SummaryShape['byStatus'][number] }>();
  const bySeverity = new Map<number, SummaryShape['bySeverity'][number]>();
  for (const { status, category, severity, count, isOpen } of groups) {
    const label = labels.group(status, category);
    const key = `${status} ${category}`;
    const known = byStatus.get(key)?.status ?? { ...label, count: 0 };
    const counted = { ...known, count: known.count + count };
    byStatus.set(key, { place: labels.place(status, category), status: counted });
    const grave = bySeverity.get(severity) ?? {
      severity: labels.severity(severity),
      count: 0,
      open: 0,
    };
    const open = grave.open + (isOpen ? count : 0);
    bySeverity.set(severity, { ...grave, count: grave.count + count, open });
  }
  const sum = (counted: readonly { readonly count: number }[]) =>
    counted.reduce((total, { count }) => total + count, 0);
  return {
    total: sum(groups),
    open: sum(groups.filter(({ isOpen }) => isOpen)),
    byStatus: [...byStatus.values()]
      .toSorted((a, b) => a.place - b.place)
      .map(({ status }) => status),
    bySeverity: [...bySeverity.values()].toSorted((a, b) => a.severity.rank - b.severity.rank),
  };
}
