import { describe, expect, it } from 'vitest';
import { openableUrl } from '#renderer/components/markdown-url.ts';

describe('an address in a text', () => {
  it.each([
    'https://example.org/a?b#c',
    'http://localhost:1',
    'HTTPS://x',
    'mailto:ana@example.org',
  ])('%s may be opened', (url) => {
    expect(openableUrl(url)).toBe(url);
  });

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https:evil',
    '//example.org',
    '/issues',
    '#top',
    '',
  ])('%j may not', (url) => {
    expect(openableUrl(url)).toBeUndefined();
  });
});
