/** @typedef {{ passed: number, failed: number, skipped?: number }} Count */

/**
 * @param {number} code the exit code of a check that passes or fails as one
 * @returns {Count}
 */
export function countCheck(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * @param {number} code the exit code of vitest
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number } | undefined} report
 *   its JSON report; none when it never got that far
 * @returns {Count}
 */
export function countVitest(code, report) {
  return atLeastOneFailure(code, {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  });
}

/**
 * @param {number} code the exit code of Playwright
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } } | undefined} report
 * @returns {Count} a test that passed only when repeated has failed
 */
export function countPlaywright(code, report) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  return atLeastOneFailure(code, { passed: expected, failed: unexpected + flaky, skipped });
}

/**
 * A runner that fails without a failed test (a file that does not load, a crash) still fails.
 *
 * @param {number} code
 * @param {Count} count
 * @returns {Count}
 */
function atLeastOneFailure(code, count) {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}
