import { Readable } from 'node:stream';
import { z } from 'zod';
import { attachmentName, mime, sha256 } from '#domain/attachment/attachment.ts';
import { rejection } from '#domain/rejection.ts';
import type { UploadState } from '#engine/blobs/upload-state.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { defineRawRoute, type RawHttp } from '../http/define-raw-route.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { issueName } from './found.ts';

const uploadShape = z.object({
  id: z.string(),
  /** How many bytes have come; the next begin here. */
  offset: z.number(),
  size: z.number(),
  /** null while it comes in. */
  attachment: z.string().nullable(),
});

const uploadId = z.uuid('This is no id of an upload.').toLowerCase();
const route = { tag: 'Attachments', auth: 'caller' } as const;

export const UPLOAD_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/issues/:id/uploads',
    summary: 'Announce a file',
    description:
      'Then send its bytes with PATCH, in as many requests as it takes; the last byte checks size and hash, and attaches it. An empty file is attached at once. Up to 100 MiB.',
    params: { id: issueName },
    body: z.strictObject({ name: attachmentName, mime, size: z.int().min(0), sha256 }),
    answer: uploadShape,
    status: 201,
    examples: {
      body: {
        name: 'checkout.png',
        mime: 'image/png',
        size: 48213,
        sha256: 'c0535e4be2b79ffd93291305436bf889314e4a3faec05ecffcbb7df31ad9e51a',
      },
      answer: {
        id: '0198c0de-0000-7000-8000-00000000f11e',
        offset: 0,
        size: 48213,
        attachment: null,
      },
    },
    run: async ({ params, body, caller, context }, { uploads }) => {
      const id = context.newId('upload');
      const begun = await uploads.begin(caller.user, id, { ...body, issue: params.id });
      return begun.ok ? answer(begun.value, { location: `/api/uploads/${id}` }) : begun;
    },
  }),
  defineRawRoute({
    ...route,
    method: 'HEAD',
    path: '/api/uploads/:id',
    summary: 'Where an upload goes on',
    description: 'To its maker alone: `Upload-Offset`, and `Upload-Length` of the whole.',
    params: { id: uploadId },
    answers: { 200: { description: 'Upload-Offset is how many bytes have come.' } },
    run: async ({ params, caller }, http, { uploads }) => {
      const found = await uploads.find(caller.user, params.id);
      return found.ok ? told(http, found.value).code(200).send() : found;
    },
  }),
  defineRawRoute({
    ...route,
    method: 'PATCH',
    path: '/api/uploads/:id',
    summary: 'Send bytes of a file',
    description:
      'From `Upload-Offset` on, as many as there are. 200 with the attachment in `Content-Location` once it is whole, 204 before. 409 names the right offset in its details; what had come before a broken connection is kept.',
    params: { id: uploadId },
    takes: ['application/offset+octet-stream', 'application/octet-stream'],
    answers: {
      200: { description: 'The file is whole and attached.' },
      204: { description: 'Go on at Upload-Offset.' },
    },
    run: async ({ params, caller }, http, { uploads }) => {
      const offset = offsetOf(http);
      if (!offset.ok) return offset;
      const body = bytesOf(http);
      const added = await uploads.append(caller.user, params.id, offset.value, body);
      if (!added.ok) return added;
      const { attachment } = added.value;
      const reply = told(http, added.value);
      if (attachment === null) return reply.code(204).send();
      return reply.header('content-location', `/api/attachments/${attachment}`).code(200).send();
    },
  }),
];

function told({ reply }: RawHttp, { offset, size }: UploadState) {
  return reply.header('upload-offset', String(offset)).header('upload-length', String(size));
}

function offsetOf({ request }: RawHttp): Result<number> {
  const text = request.headers['upload-offset'];
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return success(Number(text));
  const message = 'Upload-Offset is missing or no number. Send the first byte’s place in the file.';
  return failure(rejection('VALIDATION', message, { field: 'upload-offset' }));
}

/** The body as it comes in; nothing where there is none. */
function bytesOf({ request }: RawHttp): AsyncIterable<Uint8Array> {
  return request.body instanceof Readable ? request.body : Readable.from([]);
}
