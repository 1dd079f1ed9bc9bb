import { expect, test } from 'vitest';
import { commandId } from '#domain/ids.ts';
import { newId, uuidv7 } from '#renderer/new-id.ts';

test('an id is a UUIDv7: the time, the version, the variant, the rest drawn', () => {
  const drawn = new Uint8Array(10).fill(0xff);
  expect(uuidv7(0x0123456789ab, drawn)).toBe('01234567-89ab-7fff-bfff-ffffffffffff');
});

test('with nothing drawn the version and the variant stand alone', () => {
  expect(uuidv7(0, new Uint8Array(10))).toBe('00000000-0000-7000-8000-000000000000');
});

test('later ids sort after earlier ones', () => {
  const drawn = new Uint8Array(10).fill(0xff);
  expect(uuidv7(1000, drawn) < uuidv7(1001, new Uint8Array(10))).toBe(true);
});

test('what is drawn here passes the door of every command', () => {
  expect(commandId.safeParse(newId()).success).toBe(true);
});
