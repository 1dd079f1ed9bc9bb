import { z } from 'zod';
import { badArguments, sentenceOf } from '../parse-args.ts';
import { type Rejection, rejection } from '../rejection.ts';
import { attachmentName, MAX_ATTACHMENT_BYTES, mime, sha256 } from './attachment.ts';

/** What is said of a file before its bytes come; `issue` is an id or a key. */
export const uploadRequest = z.strictObject({
  issue: z.string(),
  name: attachmentName,
  mime,
  size: z.int().min(0),
  sha256,
});
export type UploadRequest = z.output<typeof uploadRequest>;

export type ParsedUploadRequest =
  | { readonly ok: true; readonly request: UploadRequest }
  | { readonly ok: false; readonly rejection: Rejection };

/** Refuses with VALIDATION what is malformed, and with PAYLOAD_TOO_LARGE what is too big to keep. */
export function parseUploadRequest(input: unknown): ParsedUploadRequest {
  const parsed = uploadRequest.safeParse(input, { error: sentenceOf });
  if (!parsed.success) return { ok: false, rejection: badArguments(parsed.error.issues) };
  if (parsed.data.size > MAX_ATTACHMENT_BYTES) {
    const message = 'The file is over 100 MiB. Attach a smaller one.';
    return { ok: false, rejection: rejection('PAYLOAD_TOO_LARGE', message, { field: 'size' }) };
  }
  return { ok: true, request: parsed.data };
}
