import type { BlobStore } from './blob-store.ts';
import { folderBlobs } from './folder-blobs.ts';

/** A folder of this machine. */
export interface FolderPlace {
  readonly kind: 'folder';
  readonly folder: string;
}

/** A bucket of an S3-compatible service. */
export interface S3Place {
  readonly kind: 's3';
  readonly bucket: string;
  /** What every key begins with, without slashes at its ends; empty: nothing. */
  readonly prefix: string;
  /**
   * Such as `https://objects.example.org`, which then has the bucket in the path; null: Amazon's own
   * for the region.
   */
  readonly endpoint: string | null;
  readonly region: string;
  /** null: as the machine provides them. */
  readonly credentials: { readonly id: string; readonly secret: string } | null;
}

export type BlobPlace = FolderPlace | S3Place;

const S3_URL = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

/** The bucket and prefix of `s3://bucket/prefix`; null: it is no such URL. */
export function readS3Url(url: string): Pick<S3Place, 'bucket' | 'prefix'> | null {
  const [, bucket, path = ''] = S3_URL.exec(url) ?? [];
  if (bucket === undefined) return null;
  const prefix = path.split('/').filter((part) => part !== '');
  return { bucket, prefix: prefix.join('/') };
}

/** The blobs of a place. The client of S3 is loaded where a bucket is named, not before. */
export async function openBlobs(place: BlobPlace): Promise<BlobStore> {
  if (place.kind === 'folder') return folderBlobs(place.folder);
  const { s3Blobs } = await import('./s3-blobs.ts');
  return s3Blobs(place);
}
