import type { Category } from '#domain/workflow/workflow.ts';
import type { IssuesPage } from '#protocol/api.ts';

/** One line of the list: the head of a group, or the issue at a position. */
export type ListItem =
  | { readonly kind: 'group'; readonly group: StatusGroup }
  | { readonly kind: 'issue'; readonly position: number };

export interface StatusGroup {
  readonly status: string;
  readonly label: string;
  readonly category: Category;
  readonly count: number;
  readonly collapsed: boolean;
}

/**
 * Which line of the list holds what. Nothing is laid out: with a hundred thousand issues a line is
 * found from the few groups by counting.
 */
export interface ListItems {
  readonly count: number;
  /** How many issues are not collapsed. */
  readonly rows: number;
  readonly groups: readonly StatusGroup[];
  itemAt(index: number): ListItem;
  /** The line of the issue at a position. */
  indexOf(position: number): number;
  /** The line of the group's head that a line stands under; null without groups. */
  headOf(index: number): number | null;
  /** The line of the head of a status. */
  headOfStatus(status: string): number | null;
}

interface Section {
  readonly group: StatusGroup;
  readonly head: number;
  readonly firstPosition: number;
  readonly rows: number;
}

/** @param total issues that match, those of collapsed groups included */
export function listItems(
  total: number,
  groups: IssuesPage['groups'],
  collapsed: ReadonlySet<string>,
): ListItems {
  if (groups.length === 0) return ungrouped(total);
  const sections: Section[] = [];
  let head = 0;
  let firstPosition = 0;
  for (const { category, ...rest } of groups) {
    const isCollapsed = collapsed.has(rest.status);
    const rows = isCollapsed ? 0 : rest.count;
    const group = { ...rest, category: category as Category, collapsed: isCollapsed };
    sections.push({ group, head, firstPosition, rows });
    head += 1 + rows;
    firstPosition += rows;
  }
  const sectionAt = (index: number) => lastWhere(sections, (section) => section.head <= index);
  return {
    count: head,
    rows: firstPosition,
    groups: sections.map(({ group }) => group),
    itemAt(index) {
      const section = sectionAt(index);
      if (section.head === index) return { kind: 'group', group: section.group };
      return { kind: 'issue', position: section.firstPosition + index - section.head - 1 };
    },
    indexOf(position) {
      const section = lastWhere(
        sections,
        ({ firstPosition: first, rows }) => rows > 0 && first <= position,
      );
      return section.head + 1 + position - section.firstPosition;
    },
    headOf: (index) => sectionAt(index).head,
    headOfStatus: (status) => sections.find(({ group }) => group.status === status)?.head ?? null,
  };
}

function ungrouped(total: number): ListItems {
  return {
    count: total,
    rows: total,
    groups: [],
    itemAt: (index) => ({ kind: 'issue', position: index }),
    indexOf: (position) => position,
    headOf: () => null,
    headOfStatus: () => null,
  };
}

function lastWhere(sections: readonly Section[], holds: (section: Section) => boolean): Section {
  const found = sections.findLast(holds) ?? sections[0];
  if (found === undefined) throw new Error('A grouped list has at least one group.');
  return found;
}
