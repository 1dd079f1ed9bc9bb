import { isIP } from 'node:net';
import type { z } from 'zod';
import { codePoints } from '#domain/text.ts';
import { email, personName, username } from '#domain/user/user.ts';
import { type BlobPlace, readS3Url } from '#engine/blobs/open-blobs.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from '#engine/passwords.ts';

/** A variable that cannot be used. The message is one line: its name, and what it takes. */
export class BadValue extends Error {
  override readonly name = 'BadValue';
  readonly variable: string;
  constructor(variable: string, message: string) {
    super(message);
    this.variable = variable;
  }
}

/** So many requests in so many milliseconds. */
export interface Rate {
  readonly count: number;
  readonly perMs: number;
}

function bad(name: string, value: string, takes: string): BadValue {
  return new BadValue(name, `${name} is “${value}”; it takes ${takes}.`);
}

export function readCount(
  name: string,
  value: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const count = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (count >= least && count <= most) return count;
  throw bad(name, value, `a whole number from ${least} to ${most}`);
}

export function readChoice<const T extends string>(
  name: string,
  value: string,
  choices: readonly T[],
): T {
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined) throw bad(name, value, `one of ${choices.join(', ')}`);
  return chosen;
}

export function readHost(name: string, value: string): string {
  if (isIP(value) !== 0 || /^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/.test(value)) return value;
  throw bad(name, value, 'an address such as 127.0.0.1, or a host name');
}

export function readDatabaseUrl(name: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  const url = URL.parse(value);
  const known = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
  if (known && url.pathname.length > 1) return value;
  const takes = 'postgres://user:password@host:port/database';
  throw new BadValue(name, `${name} cannot be read; it takes ${takes}.`);
}

const SECRET_BYTES = 32;

export function readSecret(name: string, value: string | undefined): Uint8Array | null {
  if (value === undefined) return null;
  const bytes = new TextEncoder().encode(value);
  if (bytes.length >= SECRET_BYTES) return bytes;
  const has = `has ${bytes.length} bytes`;
  throw new BadValue(name, `${name} ${has}; it takes at least ${SECRET_BYTES}, drawn at random.`);
}

export function readPassword(name: string, value: string): string {
  const length = codePoints(value.normalize('NFC'));
  if (length >= PASSWORD_MIN && length <= PASSWORD_MAX) return value;
  throw new BadValue(
    name,
    `${name} has ${length} characters; it takes ${PASSWORD_MIN} to ${PASSWORD_MAX}.`,
  );
}

const NAMES = { username, email, name: personName } as const;

export function readName(name: string, value: string, kind: keyof typeof NAMES): string;
export function readName(
  name: string,
  value: string | undefined,
  kind: keyof typeof NAMES,
): string | null;
export function readName(
  name: string,
  value: string | undefined,
  kind: keyof typeof NAMES,
): string | null {
  if (value === undefined) return null;
  const schema: z.ZodType<string> = NAMES[kind];
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new BadValue(
    name,
    `${name} is “${value}”. ${parsed.error.issues[0]?.message ?? ''}`.trim(),
  );
}

const PERIODS = { second: 1000, minute: 60_000, hour: 3_600_000 } as const;

/** `60/minute`, `5/second`, `1000/hour`, or `off` (null). */
export function readRate(name: string, value: string): Rate | null {
  if (value === 'off') return null;
  const [, count, period] = /^([1-9]\d{0,8})\/(second|minute|hour)$/.exec(value) ?? [];
  if (count && period)
    return { count: Number(count), perMs: PERIODS[period as keyof typeof PERIODS] };
  throw bad(name, value, 'a rate such as 60/minute (second, minute or hour), or off');
}

const ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/;

/** Origins by comma, such as `https://*.example.org`. A bare `*` would let every page call. */
export function readOrigins(name: string, value: string | undefined): readonly string[] {
  const origins = listOf(value);
  for (const origin of origins) {
    if (!ORIGIN.test(origin)) {
      throw bad(
        name,
        origin,
        'origins by comma, such as https://bugs.example.org or https://*.example.org',
      );
    }
  }
  return origins;
}

const MOST_PROXIES = 32;

/** `off`, how many proxies, or their networks by comma. */
export function readTrustProxy(name: string, value: string): number | readonly string[] | false {
  if (value === 'off') return false;
  const count = /^\d{1,2}$/.test(value) ? Number(value) : 0;
  if (count >= 1 && count <= MOST_PROXIES) return count;
  const networks = listOf(value);
  if (networks.length > 0 && networks.every(isNetwork)) return networks;
  throw bad(name, value, `off, a count from 1 to ${MOST_PROXIES}, or networks such as 10.0.0.0/8`);
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

interface BlobVariables {
  readonly BLOB_STORE?: string | undefined;
  readonly S3_ENDPOINT?: string | undefined;
  readonly S3_REGION?: string | undefined;
  readonly S3_ACCESS_KEY_ID?: string | undefined;
  readonly S3_SECRET_ACCESS_KEY?: string | undefined;
}

/** @param folder where bytes lie unless a bucket is named */
export function readBlobStore(given: BlobVariables, folder: string): BlobPlace {
  const { BLOB_STORE, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = given;
  if (BLOB_STORE === undefined) return { kind: 'folder', folder };
  const bucket = readS3Url(BLOB_STORE);
  if (bucket === null) throw bad('BLOB_STORE', BLOB_STORE, 's3://bucket/prefix');
  if (S3_ENDPOINT !== undefined && !/^https?:$/.test(URL.parse(S3_ENDPOINT)?.protocol ?? '')) {
    throw bad('S3_ENDPOINT', S3_ENDPOINT, 'an address such as https://s3.example.org');
  }
  return {
    kind: 's3',
    ...bucket,
    endpoint: S3_ENDPOINT ?? null,
    region: S3_REGION ?? 'us-east-1',
    credentials: credentialsOf(S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY),
  };
}

function credentialsOf(id: string | undefined, secret: string | undefined) {
  if (id === undefined && secret === undefined) return null;
  if (id !== undefined && secret !== undefined) return { id, secret };
  const [missing, present] =
    id === undefined
      ? ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']
      : ['S3_SECRET_ACCESS_KEY', 'S3_ACCESS_KEY_ID'];
  throw new BadValue(missing, `${missing} is missing: ${present} is given, and takes it beside.`);
}

function listOf(value: string | undefined): readonly string[] {
  const parts = (value ?? '').split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}
