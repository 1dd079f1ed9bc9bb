import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rejection } from '#domain/rejection.ts';
import type { BlobPlace } from '#engine/blobs/open-blobs.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import {
  BadValue,
  type Rate,
  readBlobStore,
  readChoice,
  readCount,
  readDatabaseUrl,
  readHost,
  readName,
  readOrigins,
  readPassword,
  readRate,
  readSecret,
  readTrustProxy,
} from './config-values.ts';

/** Whom the server makes or realigns as its first admin. */
export interface AdminConfig {
  readonly username: string;
  readonly email: string | null;
  /** null: as it is, or the username for a new one. */
  readonly name: string | null;
  readonly password: string;
}

/** Everything that a server can be told, checked (spec/api.md, Configuration). */
export interface Config {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** null: a SQLite file in `dataDir`. */
  readonly databaseUrl: string | null;
  /** null: made, and kept in `dataDir`. */
  readonly jwtSecret: Uint8Array | null;
  readonly accessTokenMs: number;
  readonly refreshTokenMs: number;
  readonly admin: AdminConfig | null;
  readonly signUp: 'closed' | 'open';
  /** Origins whose pages may call, as the operator wrote them. */
  readonly corsOrigins: readonly string[];
  /** How many proxies stand before the server, or their networks. */
  readonly trustProxy: number | readonly string[] | false;
  /** null: no limit. */
  readonly rateLimits: { readonly anonymous: Rate | null; readonly user: Rate | null };
  readonly blobs: BlobPlace;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** null: /metrics answers this machine alone. */
  readonly metricsToken: string | null;
  readonly migrate: 'start' | 'manual';
  readonly docs: boolean;
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Every variable, and what a person writes there. The flag of `DATA_DIR` is `--data-dir`. */
export const VARIABLES = {
  PORT: 'the port to listen on (4600)',
  HOST: 'the address to listen on (127.0.0.1)',
  DATA_DIR: 'the folder of everything that is kept here (./katydid-data)',
  DATABASE_URL: 'postgres://user:password@host:port/database, for many processes',
  JWT_SECRET: 'at least 32 bytes that sign access tokens (made and kept in DATA_DIR)',
  ACCESS_TOKEN_MINUTES: 'how long an access token is good (15)',
  REFRESH_TOKEN_DAYS: 'how long a refresh token is good (30)',
  ADMIN_USERNAME: 'the first admin (admin)',
  ADMIN_EMAIL: 'the email of the first admin',
  ADMIN_PASSWORD: 'the password of the first admin',
  ADMIN_NAME: 'the name of the first admin',
  SIGN_UP: 'open lets anybody register (closed)',
  CORS_ORIGINS: 'origins whose pages may call, by comma (none)',
  TRUST_PROXY: 'how many proxies stand before the server, or their networks (off)',
  RATE_LIMIT_ANONYMOUS: 'requests without a sign-in, by address (60/minute)',
  RATE_LIMIT_USER: 'requests of one user (600/minute)',
  BLOB_STORE: 's3://bucket/prefix instead of the folder',
  S3_ENDPOINT: 'the address of the S3-compatible service',
  S3_REGION: 'its region (us-east-1)',
  S3_ACCESS_KEY_ID: 'its access key',
  S3_SECRET_ACCESS_KEY: 'its secret key',
  LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')} (info)`,
  METRICS_TOKEN: 'the bearer token of /metrics (none: this machine alone)',
  MIGRATE: 'manual waits for katydid-server migrate (start)',
  DOCS: 'off hides /docs (on)',
} as const;

export type VariableName = keyof typeof VARIABLES;
type Given = { readonly [N in VariableName]?: string | undefined };

/** `DATA_DIR` as a flag: `data-dir`. */
export function flagOf(name: VariableName): string {
  return name.toLowerCase().replaceAll('_', '-');
}

/**
 * The configuration that flags and environment give; a flag wins, an empty variable counts as none.
 * VALIDATION names the first variable at fault in one line, and never repeats a secret.
 */
export function readConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<Config> {
  try {
    return success(configFrom({ ...fromEnvironment(env), ...fromFlags(args) }));
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    return failure(rejection('VALIDATION', error.message, { field: error.variable }));
  }
}

function fromEnvironment(env: Readonly<Record<string, string | undefined>>): Given {
  return Object.fromEntries(
    variableNames().flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
}

function fromFlags(args: readonly string[]): Given {
  const names = variableNames();
  const options = Object.fromEntries(
    names.map((name) => [flagOf(name), { type: 'string' }] as const),
  );
  try {
    const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
    return Object.fromEntries(
      names.flatMap((name) => {
        const value = values[flagOf(name)];
        return value === undefined ? [] : [[name, value]];
      }),
    );
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : String(error);
    throw new BadValue('flags', `${reason}. katydid-server --help lists the flags.`);
  }
}

function variableNames(): readonly VariableName[] {
  return Object.keys(VARIABLES) as VariableName[];
}

function configFrom(given: Given): Config {
  const databaseUrl = readDatabaseUrl('DATABASE_URL', given.DATABASE_URL);
  const jwtSecret = readSecret('JWT_SECRET', given.JWT_SECRET);
  if (databaseUrl !== null && jwtSecret === null) {
    const why = 'it is needed with DATABASE_URL: give every process the same, at least 32 bytes.';
    throw new BadValue('JWT_SECRET', `JWT_SECRET is missing: ${why}`);
  }
  const dataDir = resolve(given.DATA_DIR ?? 'katydid-data');
  return {
    port: readCount('PORT', given.PORT ?? '4600', { least: 0, most: 65_535 }),
    host: readHost('HOST', given.HOST ?? '127.0.0.1'),
    dataDir,
    databaseUrl,
    jwtSecret,
    accessTokenMs:
      MINUTE *
      readCount('ACCESS_TOKEN_MINUTES', given.ACCESS_TOKEN_MINUTES ?? '15', {
        least: 1,
        most: 1440,
      }),
    refreshTokenMs:
      DAY *
      readCount('REFRESH_TOKEN_DAYS', given.REFRESH_TOKEN_DAYS ?? '30', { least: 1, most: 3650 }),
    admin: adminFrom(given),
    signUp: readChoice('SIGN_UP', given.SIGN_UP ?? 'closed', ['closed', 'open']),
    corsOrigins: readOrigins('CORS_ORIGINS', given.CORS_ORIGINS),
    trustProxy: readTrustProxy('TRUST_PROXY', given.TRUST_PROXY ?? 'off'),
    rateLimits: {
      anonymous: readRate('RATE_LIMIT_ANONYMOUS', given.RATE_LIMIT_ANONYMOUS ?? '60/minute'),
      user: readRate('RATE_LIMIT_USER', given.RATE_LIMIT_USER ?? '600/minute'),
    },
    blobs: readBlobStore(given, join(dataDir, 'blobs')),
    logLevel: readChoice('LOG_LEVEL', given.LOG_LEVEL ?? 'info', LOG_LEVELS),
    metricsToken: given.METRICS_TOKEN ?? null,
    migrate: readChoice('MIGRATE', given.MIGRATE ?? 'start', ['start', 'manual']),
    docs: readChoice('DOCS', given.DOCS ?? 'on', ['on', 'off']) === 'on',
  };
}

function adminFrom(given: Given): AdminConfig | null {
  if (given.ADMIN_PASSWORD === undefined) {
    const alone = (['ADMIN_USERNAME', 'ADMIN_EMAIL', 'ADMIN_NAME'] as const).find(
      (name) => given[name] !== undefined,
    );
    if (alone === undefined) return null;
    throw new BadValue(
      'ADMIN_PASSWORD',
      `ADMIN_PASSWORD is missing: ${alone} is given, so give the admin's password too, 8 to 128 characters.`,
    );
  }
  return {
    username: readName('ADMIN_USERNAME', given.ADMIN_USERNAME ?? 'admin', 'username'),
    email: readName('ADMIN_EMAIL', given.ADMIN_EMAIL, 'email'),
    name: readName('ADMIN_NAME', given.ADMIN_NAME, 'name'),
    password: readPassword('ADMIN_PASSWORD', given.ADMIN_PASSWORD),
  };
}
