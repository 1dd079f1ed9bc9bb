import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newest } from '../../scripts/build.mjs';

describe('what is newer than the last build', () => {
  const LONG_AGO = new Date('2026-01-01T00:00:00Z');
  let folder: string;
  const old = (path: string) => utimesSync(join(folder, path), LONG_AGO, LONG_AGO);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'katydid-build-'));
    mkdirSync(join(folder, 'src', 'domain'), { recursive: true });
    writeFileSync(join(folder, 'src', 'domain', 'a.ts'), '');
    writeFileSync(join(folder, 'src', 'domain', 'b.ts'), '');
    for (const path of ['src/domain/a.ts', 'src/domain/b.ts', 'src/domain', 'src']) old(path);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const latest = () => newest([join(folder, 'src')]);

  it('nothing, while nothing changes', () => {
    expect(latest()).toBe(LONG_AGO.getTime());
  });

  it('a changed file, however deep', () => {
    const changed = new Date('2026-02-01T00:00:00Z');
    utimesSync(join(folder, 'src', 'domain', 'b.ts'), changed, changed);
    expect(latest()).toBe(changed.getTime());
  });

  it('a new file and a deleted one', () => {
    writeFileSync(join(folder, 'src', 'domain', 'c.ts'), '');
    expect(latest()).toBeGreaterThan(LONG_AGO.getTime());
    old('src/domain/c.ts');
    old('src/domain');
    rmSync(join(folder, 'src', 'domain', 'a.ts'));
    expect(latest()).toBeGreaterThan(LONG_AGO.getTime());
  });
});
