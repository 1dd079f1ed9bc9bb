import { join } from 'node:path';
import type { BlobStore } from '#engine/blobs/blob-store.ts';
import { openBlobs } from '#engine/blobs/open-blobs.ts';
import type { Config } from './config.ts';

/** The store of the files of attachments that the configuration names. */
export function blobsOf({ blobs, dataDir }: Pick<Config, 'blobs' | 'dataDir'>): Promise<BlobStore> {
  if (blobs.kind === 'folder') return openBlobs({ kind: 'folder', folder: join(dataDir, 'blobs') });
  const { endpoint, credentials, ...place } = blobs;
  return openBlobs({
    ...place,
    ...(endpoint === null ? {} : { endpoint }),
    ...(credentials === null
      ? {}
      : { accessKeyId: credentials.id, secretAccessKey: credentials.secret }),
    pathStyle: endpoint !== null,
  });
}
