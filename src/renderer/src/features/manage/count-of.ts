import { formatCount } from '../../components/format-count.ts';

/** `1 issue`, `1,204 issues`, `no issues`; more than one of them is `many`, an s unless told. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return `no ${many}`;
  return count === 1 ? `1 ${one}` : `${formatCount(count)} ${many}`;
}
