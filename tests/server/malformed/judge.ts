import type { Answered } from './send.ts';

/** What no answer may tell: the inside of the server. */
const INSIDES = ['node_modules', '    at ', 'SQLITE_', 'select ', '.ts:'];
/** Describe the interface, and so name what others must not. */
const DESCRIPTIONS = /^\/(openapi\.json|docs)/;

/** What is wrong with an answer, if anything is. */
export function faultOf(path: string, { status, type, text }: Answered): string | null {
  if (status >= 500) return `was answered ${status}`;
  if (DESCRIPTIONS.test(path)) return null;
  const told = INSIDES.find((words) => text.includes(words));
  if (told !== undefined) return `was told ${JSON.stringify(told)}`;
  // Where several things are asked at once, an incident stands within a good answer.
  if (/"code":"(INTERNAL|UNAVAILABLE)"/.test(text)) return 'met an incident';
  if (!/json/.test(type) || text === '') return null;
  return isEnvelope(JSON.parse(text), status) ? null : 'was answered without the envelope';
}

function isEnvelope(answer: unknown, status: number): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  // GraphQL has an envelope of its own.
  if (!('status' in answer)) return 'errors' in answer || 'data' in answer;
  if (!('data' in answer) || !('error' in answer) || answer.status !== status) return false;
  return status < 400 ? answer.error === null : isError(answer.error);
}

function isError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}

/** The answers in what came over a connection. */
export function answersIn(text: string): readonly Answered[] {
  return text
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((part) => part !== '')
    .map((part) => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? '';
      const body = rest.join('\r\n\r\n');
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? body.length);
      // What the sender cut off by closing has no end to be judged.
      const text = body.length >= length ? body.slice(0, length) : '';
      return { status: Number(head.slice(9, 12)), type, text };
    });
}

/** A request as a failure prints it, to be sent again: long ones in part, their bytes as Latin-1. */
export function shown(request: object): string {
  return JSON.stringify(
    request,
    (_, value: unknown) => (isBytes(value) ? Buffer.from(value.data).toString('latin1') : value),
    1,
  ).slice(0, 4000);
}

function isBytes(value: unknown): value is { readonly type: 'Buffer'; readonly data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
}
