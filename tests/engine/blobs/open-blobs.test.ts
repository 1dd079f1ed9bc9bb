import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readS3Url } from '#engine/blobs/open-blobs.ts';

describe('s3://bucket/prefix', () => {
  it.each([
    ['s3://files', { bucket: 'files', prefix: '' }],
    ['s3://files/', { bucket: 'files', prefix: '' }],
    ['s3://files/team', { bucket: 'files', prefix: 'team' }],
    ['s3://my.files-1/team/one/', { bucket: 'my.files-1', prefix: 'team/one' }],
    ['s3://files//team//one', { bucket: 'files', prefix: 'team/one' }],
  ])('%s names a bucket and what keys begin with', (url, place) => {
    expect(readS3Url(url)).toEqual(place);
  });

  it.each(['', 'files', 's3:files', 's3://', 's3:///team', 's3://Files', 'https://files/team'])(
    '%j is none',
    (url) => {
      expect(readS3Url(url)).toBeNull();
    },
  );
});

/** Opens a place in a process of its own, and tells which packages were asked for. */
async function packagesFor(place: object): Promise<readonly string[]> {
  const root = join(import.meta.dirname, '..', '..', '..');
  const program = `
    import { registerHooks } from 'node:module';
    const asked = [];
    registerHooks({ resolve: (name, context, next) => (asked.push(name), next(name, context)) });
    const { openBlobs } = await import('#engine/blobs/open-blobs.ts');
    await openBlobs(${JSON.stringify(place)});
    console.log(JSON.stringify(asked.filter((name) => name.startsWith('@aws-sdk'))));
  `;
  const options = { cwd: root };
  const run = promisify(execFile);
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await run(process.execPath, args, options);
  return JSON.parse(stdout) as readonly string[];
}

describe('opening', () => {
  it('a folder loads no client of S3', async () => {
    expect(await packagesFor({ kind: 'folder', folder: 'blobs' })).toEqual([]);
  });

  it('a bucket loads it', async () => {
    const keys = { credentials: { id: 'key', secret: 'secret' }, region: 'us-east-1' };
    const place = { kind: 's3', bucket: 'files', prefix: '', ...keys };
    expect(await packagesFor(place)).toContain('@aws-sdk/client-s3');
  });
});
