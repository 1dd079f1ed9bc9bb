import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the product: two above this one, in the sources as in the bundle. */
const ROOT = join(import.meta.dirname, '..', '..');

/** The files that ship with it. */
export const RESOURCES = join(ROOT, 'resources');

/** The version of the product, such as `0.1.0`. */
export function productVersion(): string {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
