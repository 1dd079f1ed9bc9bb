import { createHash } from 'node:crypto';
import type { UserId } from '#domain/ids.ts';
import { rejection } from '#domain/rejection.ts';
import { canonicalJson } from '#engine/canonical-json.ts';
import type { Engine } from '#engine/engine.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { findAnswer, keepAnswer, type RequestKey } from '#store/idempotency.ts';
import type { Finished } from './send.ts';

/** A request that its sender may repeat: it has one effect, and one answer. */
export interface RepeatableRequest {
  readonly key: RequestKey;
  readonly requestHash: string;
  /** What it may name: the parts of its path, and the texts of its body. */
  readonly names: readonly string[];
}

const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Reads the Idempotency-Key of a request; null: it has none.
 * @param of what makes two requests the same
 */
export function readIdempotencyKey(
  header: string | string[] | undefined,
  user: UserId,
  route: string,
  of: { readonly url: string; readonly body: unknown },
): Result<RepeatableRequest | null> {
  if (header === undefined) return success(null);
  if (typeof header !== 'string' || !KEY.test(header)) {
    const message = 'Idempotency-Key takes 1 to 200 visible ASCII characters, such as a UUID.';
    return failure(rejection('VALIDATION', message, { field: 'idempotency-key' }));
  }
  const requestHash = sha256([of.url, of.body ?? null]).toString('hex');
  const names = [...of.url.split(/[/?]/), ...textsIn(of.body)];
  return success({ key: { user, route, key: header }, requestHash, names });
}

/** No id, key or username is longer. */
const LONGEST_NAME = 64;
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The texts in a JSON value that may be names. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length > LONGEST_NAME ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * The id of what a request makes under a name: the same for the same person, route, key and request,
 * whichever process takes it, so that one which is repeated after a crash repeats its commands. A
 * UUIDv8, as RFC 9562 calls what is made by hashing.
 */
export function derivedId({ key, requestHash }: RepeatableRequest, name: string): string {
  const bytes = sha256([key.user, key.route, key.key, requestHash, name]).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [8, 12, 16, 20].reduceRight((id, at) => `${id.slice(0, at)}-${id.slice(at)}`, hex);
}

/**
 * Answers as before, or does the work and keeps what it answers; 5xx is not kept. Where its sender no
 * longer sees what the request or the answer names, the work is done again, which has no second
 * effect: it answers what there is for them now.
 * @param isUnseen whether one of these names is that of something out of the sender's sight
 */
export async function answerOnce(
  { store, clock }: Engine,
  { key, requestHash, names }: RepeatableRequest,
  isUnseen: (names: readonly string[]) => Promise<boolean>,
  work: () => Promise<Finished>,
): Promise<Finished | { readonly conflict: true }> {
  const kept = await findAnswer(store.read, key);
  if (kept) {
    if (kept.requestHash !== requestHash) return { conflict: true };
    if (await isUnseen([...names, ...(kept.answer.match(ID) ?? [])])) return work();
    const { headers, body } = JSON.parse(kept.answer) as Pick<Finished, 'headers' | 'body'>;
    return { status: kept.status, headers: { ...headers, 'idempotency-replayed': 'true' }, body };
  }
  const { status, headers, body } = await work();
  if (status < 500) {
    const answer = JSON.stringify({ headers, body });
    await store.transaction((tx) =>
      keepAnswer(tx, key, { requestHash, status, answer }, clock.now()),
    );
  }
  return { status, headers, body };
}

function sha256(value: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(value)).digest();
}
