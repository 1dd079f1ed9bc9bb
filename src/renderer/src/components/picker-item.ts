import type { ReactNode } from 'react';

/** One thing that can be picked. */
export interface PickerItem {
  readonly id: string;
  readonly label: string;
  /** A second line: a username, a count. */
  readonly detail?: string | undefined;
  /** An icon, an avatar or a glyph, up to 20 px. */
  readonly icon?: ReactNode;
  /** Words that find it besides its label and detail. */
  readonly keywords?: string | undefined;
  /** Why it cannot be picked now. */
  readonly shut?: string | undefined;
  /** Set by the picker on its own "create" item: the name that was typed. */
  readonly created?: string | undefined;
}

/**
 * The items: a list that the picker filters, or a search that answers what was typed. A search
 * keeps its identity between renders, and stops when the signal says so.
 */
export type PickerSource =
  | readonly PickerItem[]
  | ((query: string, signal: AbortSignal) => Promise<readonly PickerItem[]>);

/** The items whose label, detail or keywords hold every word of the query, marks and case aside. */
export function filterPickerItems(
  items: readonly PickerItem[],
  query: string,
): readonly PickerItem[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter((item) => {
    const text = folded(`${item.label} ${item.detail ?? ''} ${item.keywords ?? ''}`);
    return words.every((word) => text.includes(word));
  });
}

/** Whether an item already carries this name. */
export function isNameTaken(items: readonly PickerItem[], name: string): boolean {
  return items.some((item) => folded(item.label) === folded(name));
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
