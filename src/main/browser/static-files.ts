import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

export interface StaticFile {
  readonly type: string;
  readonly body: Buffer;
}

/** A file of the built interface by URL path; null where there is none or the path leaves `root`. */
export async function staticFile(root: string, path: string): Promise<StaticFile | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path === '/' ? '/index.html' : path);
  } catch {
    return null;
  }
  const file = normalize(join(root, decoded));
  if (decoded.includes('\0') || !file.startsWith(root + sep)) return null;
  const type = TYPES[extname(file)];
  if (!type) return null;
  try {
    return { type, body: await readFile(file) };
  } catch {
    return null;
  }
}
