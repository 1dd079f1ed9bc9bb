import { diff3Merge } from 'node-diff3';

/** `clean`: both changes stand side by side; otherwise they touch and a person must choose. */
export type Merge = { readonly clean: true; readonly text: string } | { readonly clean: false };

/**
 * Merges two changes of one text, line by line (spec: Two people, one field). A change that both
 * made is made once.
 * @param base the text both began with
 */
export function mergeText(base: string, yours: string, theirs: string): Merge {
  if (yours === theirs || theirs === base) return { clean: true, text: yours };
  if (yours === base) return { clean: true, text: theirs };
  const lines: string[] = [];
  const regions = diff3Merge(yours.split('\n'), base.split('\n'), theirs.split('\n'), {
    excludeFalseConflicts: true,
  });
  for (const region of regions) {
    if (region.ok === undefined) return { clean: false };
    lines.push(...region.ok);
  }
  return { clean: true, text: lines.join('\n') };
}
