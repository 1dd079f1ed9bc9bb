import { describe, expect, it } from 'vitest';
import { countCheck, countPlaywright, countVitest } from '../../scripts/counts.mjs';

describe('the last line of npm test counts', () => {
  it('a check as one', () => {
    expect(countCheck(0)).toEqual({ passed: 1, failed: 0 });
    expect(countCheck(2)).toEqual({ passed: 0, failed: 1 });
  });

  it.each([
    ['all passed', 0, { passed: 5, failed: 0 }, { passed: 5, failed: 0 }],
    ['some failed', 1, { passed: 3, failed: 2 }, { passed: 3, failed: 2 }],
    ['a file did not load', 1, { passed: 5, failed: 0 }, { passed: 5, failed: 1 }],
  ])('the tests of vitest: %s', (_what, code, { passed, failed }, counted) => {
    const report = {
      numPassedTests: passed,
      numFailedTests: failed,
      numPendingTests: 1,
      numTodoTests: 2,
    };
    expect(countVitest(code, report)).toEqual({ ...counted, skipped: 3 });
  });

  it.each([
    ['all passed', 0, { unexpected: 0, flaky: 0 }, 0],
    ['some failed', 1, { unexpected: 2, flaky: 0 }, 2],
    ['one passed only when repeated', 0, { unexpected: 0, flaky: 1 }, 1],
    ['the run broke off', 1, { unexpected: 0, flaky: 0 }, 1],
  ])('the tests of Playwright: %s', (_what, code, faults, failed) => {
    const report = { stats: { expected: 4, skipped: 0, ...faults } };
    expect(countPlaywright(code, report)).toEqual({ passed: 4, failed, skipped: 0 });
  });

  it('one failure for a runner that wrote no report', () => {
    expect(countVitest(139, undefined)).toMatchObject({ passed: 0, failed: 1 });
    expect(countPlaywright(127, undefined)).toMatchObject({ passed: 0, failed: 1 });
  });
});
