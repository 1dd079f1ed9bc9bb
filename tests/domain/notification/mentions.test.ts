import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionedNames } from '#domain/notification/mentions.ts';

describe('whom a Markdown text mentions', () => {
  it.each([
    ['nobody', 'No one is called here.', []],
    ['one', 'Ask @ana about it', ['ana']],
    ['at both ends', '@ana and @li.wen', ['ana', 'li.wen']],
    ['each once, in order', '@li @ana @li', ['li', 'ana']],
    ['in any case', 'Thanks @Ana', ['ana']],
    ['before punctuation', '(@ana), @li: @tim!', ['ana', 'li', 'tim']],
    ['at the end of a sentence, with and without its dot', 'Ask @li.wen.', ['li.wen.', 'li.wen']],
    ['in emphasis and links', '**@ana** [@li](x)', ['ana', 'li']],
    ['not in an address', 'Write to ana@example.org or a.b@li', []],
    ['not in a path', 'node_modules/@ana/x', []],
    ['not a single letter', '@a said', []],
    ['nor in inline code', 'Use `@ana` and ``a ` @li``, @tim', ['tim']],
    ['but after a backtick that never closes', 'Odd ` @ana', ['ana']],
    ['nor in a fence', 'x\n```ts\n@ana\n```\n@li', ['li']],
    ['nor in a fence of tildes with backticks in it', '~~~\n```\n@ana\n~~~\n@li', ['li']],
    ['nor in a fence that never closes', '@li\n```\n@ana', ['li']],
    ['nor in indented code', 'x\n\n    @ana\n\n@li', ['li']],
    ['but in an indented line of a paragraph', 'x\n    @ana', ['ana']],
  ])('%s', (_what, text, names) => {
    expect(mentionedNames(text)).toEqual(names);
  });

  it('are valid usernames, at most a hundred, in no longer time for odd texts', () => {
    const odd = fc.string({
      unit: fc.constantFrom('@', '`', 'a', '.', '\n', ' ', '~', 'é'),
      maxLength: 300,
    });
    fc.assert(
      fc.property(odd, (text) => {
        for (const name of mentionedNames(text)) expect(name).toMatch(/^[a-z0-9._-]{2,32}$/);
      }),
    );
    const crowd = Array.from({ length: 500 }, (_, i) => `@person${i}`).join(' ');
    expect(mentionedNames(crowd)).toHaveLength(100);
  });
});
