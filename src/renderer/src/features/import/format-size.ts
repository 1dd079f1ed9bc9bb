const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const;
const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** The size of a file as people read it: `812 bytes`, `6.2 MB`. */
export function formatSize(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${number.format(bytes / 1000 ** step)} ${UNITS[step]}`;
}
