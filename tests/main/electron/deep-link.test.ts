import { describe, expect, test } from 'vitest';
import { issueOfArguments, issueOfLink } from '#main/electron/deep-link.ts';

describe('a link of the application', () => {
  test.each([
    ['katydid://issue/PAY-12', 'PAY-12'],
    ['KATYDID://issue/pay-12/', 'PAY-12'],
    ['katydid://issue/', null],
    ['katydid://issue/PAY-12?x=1', null],
    ['katydid://issue/PAY-12#/manage', null],
    ['katydid://issue/../../etc', null],
    ['katydid://other/PAY-12', null],
    ['https://issue/PAY-12', null],
    ['javascript:alert(1)', null],
  ])('%s names %s', (link, issue) => {
    expect(issueOfLink(link)).toBe(issue);
  });

  test('is found among the words of a start', () => {
    expect(issueOfArguments(['electron', '.', '--sample', 'katydid://issue/TIL-7'])).toBe('TIL-7');
    expect(issueOfArguments(['electron', '.'])).toBeNull();
  });
});
