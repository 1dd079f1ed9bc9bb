import { describe, expect, test } from 'vitest';
import { parseHostFlags, WrongFlag } from '#main/flags.ts';

describe('flags of a host', () => {
  test.each([
    [[], { workspace: null, port: 0, open: true, sample: false }],
    [
      ['--workspace', 'dir', '--port', '4700'],
      { workspace: 'dir', port: 4700, open: true, sample: false },
    ],
    [
      ['--no-open', '--sample', '--shell', 'browser'],
      { workspace: null, port: 0, open: false, sample: true },
    ],
  ])('%j', (args, flags) => {
    expect(parseHostFlags(args)).toEqual(flags);
  });

  test.each([
    [['--port', 'x']],
    [['--port', '70000']],
    [['--port', '-1']],
    [['--nope']],
    [['file']],
  ])('%j is refused, saying what would be right', (args) => {
    expect(() => parseHostFlags(args)).toThrow(WrongFlag);
  });
});
