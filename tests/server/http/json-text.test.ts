import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonBetween, type Parted } from '#server/http/json-text.ts';

const whole = (text: Parted) => (typeof text === 'string' ? text : text.join(''));
const said = (value: unknown) => whole(jsonBetween('<', value, '>'));

describe('a value as JSON', () => {
  test('is what JSON.stringify says, frozen or not, once and again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, isFrozen) => {
        const items = Array.isArray(value) ? value : [value];
        if (isFrozen) for (const item of items) Object.freeze(item);
        const text = `<${JSON.stringify(value)}>`;
        expect(said(value)).toBe(text);
        expect(said(value)).toBe(text);
      }),
    );
  });

  test('stays in parts where it is long', () => {
    const items = Array.from({ length: 100 }, (_, at) =>
      Object.freeze({ at, text: '€'.repeat(999) }),
    );
    const text = jsonBetween('<', items, '>');
    expect(text).not.toBeTypeOf('string');
    expect(whole(text)).toBe(`<${JSON.stringify(items)}>`);
  });

  test('is worked out anew where it may have changed', () => {
    const open = { title: 'Before' };
    expect(said([open])).toBe('<[{"title":"Before"}]>');
    open.title = 'After';
    expect(said([open])).toBe('<[{"title":"After"}]>');
  });

  test('says nothing as null', () => {
    expect(said(undefined)).toBe('<null>');
    expect(said([undefined])).toBe('<[null]>');
  });
});
