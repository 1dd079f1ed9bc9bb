import { attachmentId } from '#domain/ids.ts';
import { readRange } from '#engine/blobs/byte-range.ts';
import { type Content, findContent } from '#engine/blobs/open-content.ts';
import { defineRawRoute, type RawHttp } from '../http/define-raw-route.ts';
import type { Route } from '../http/mount.ts';

export const CONTENT_ROUTES: readonly Route[] = [
  defineRawRoute({
    method: 'GET',
    path: '/api/attachments/:id/content',
    summary: 'The bytes of a file',
    description:
      'Whole, or one range of them. Common images, video and plain text may be shown by a browser; everything else is for saving.',
    tag: 'Attachments',
    auth: 'caller',
    params: { id: attachmentId },
    answers: {
      200: { description: 'The whole file, in its own media type.' },
      206: { description: 'The range that was asked for.' },
      416: { description: 'Nothing of the range is there.' },
    },
    run: async ({ params, caller }, http, { engine, blobs }) => {
      const found = await findContent({ store: engine.store, blobs }, caller.user, params.id);
      if (!found.ok) return found;
      const content = found.value;
      const { size } = content;
      const range = readRange(http.request.headers.range, size);
      describe(http, content);
      if (range.kind === 'unsatisfiable') {
        return http.reply.code(416).header('content-range', `bytes */${size}`).send();
      }
      const bytes = await content.open(range.kind === 'part' ? range : undefined);
      if (!bytes.ok) return bytes;
      if (range.kind === 'whole') {
        return http.reply.code(200).header('content-length', size).send(bytes.value);
      }
      return http.reply
        .code(206)
        .header('content-range', `bytes ${range.start}-${range.end}/${size}`)
        .header('content-length', range.end - range.start + 1)
        .send(bytes.value);
    },
  }),
];

/** Whatever somebody uploaded, a browser runs nothing of it. */
function describe({ reply }: RawHttp, { name, mime, disposition }: Content): void {
  reply.headers({
    'content-type': mime === 'text/plain' ? 'text/plain; charset=utf-8' : mime,
    'content-disposition': `${disposition}; filename="${plainName(name)}"; filename*=UTF-8''${encodedName(name)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
  });
}

/** For clients that do not know RFC 8187: what is no plain ASCII is a line. */
function plainName(name: string): string {
  return name.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
}

/** RFC 8187, ext-value. */
function encodedName(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
