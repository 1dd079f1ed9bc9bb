const grouped = new Intl.NumberFormat('en-GB');

/** A count with its thousands parted: 1,240. */
export function formatCount(count: number): string {
  return grouped.format(count);
}
