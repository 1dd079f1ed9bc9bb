import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { axeFindings } from './support/axe.ts';

test.use({ flags: ['--sample'] });

/** Of the sample's issues with this tag: the head of the list, its groups and its rows. */
const LINES_OF_REFUNDS = '10';

const list = (page: Page) => page.getByRole('treegrid', { name: 'Issues' });
const line = (page: Page, key: string) => list(page).locator(`[data-issue="${key}"]`);
const box = (page: Page) => page.getByRole('combobox', { name: 'Search and filter' });
/** Presses the key of a field and waits for its picker. */
async function pick(page: Page, key: string, choice: string): Promise<void> {
  await page.keyboard.press(key);
  await expect(page.getByRole('combobox', { name: / of PAY-226$/ })).toBeFocused();
  await page.keyboard.type(choice);
  await expect(page.getByRole('option', { name: choice }).first()).toBeVisible();
  await page.keyboard.press('Enter');
}
const focusedKey = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.issue);

test.beforeEach(async ({ app: { page } }) => {
  await expect(list(page).locator('[data-issue]').first()).toBeVisible();
});

/** Leaves one issue in the list and puts the keyboard on it. */
async function only(page: Page, key: string): Promise<Locator> {
  await page.keyboard.press('/');
  await page.keyboard.type(`key:${key} `);
  await expect(list(page).locator('[data-issue]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(line(page, key)).toBeFocused();
  return line(page, key);
}

test.describe('the list', () => {
  test('stands by status, with counts that add up, and folds', async ({ app: { page } }) => {
    const heads = list(page).locator('[role="row"][aria-expanded]');
    await expect(heads.first()).toContainText('Open');
    const before = await list(page).getAttribute('aria-rowcount');
    await heads.first().click();
    await expect(heads.first()).toHaveAttribute('aria-expanded', 'false');
    await expect(list(page)).not.toHaveAttribute('aria-rowcount', before ?? '');
    await page.keyboard.press('ArrowRight');
    await expect(list(page)).toHaveAttribute('aria-rowcount', before ?? '');
  });

  test('is walked with the keyboard alone', async ({ app: { page } }) => {
    await expect(list(page).locator('[data-issue]').first()).toBeVisible();
    await page.keyboard.press('j');
    const first = await focusedKey(page);
    await page.keyboard.press('ArrowDown');
    expect(await focusedKey(page)).not.toBe(first);
    await page.keyboard.press('k');
    expect(await focusedKey(page)).toBe(first);
    await page.keyboard.press('End');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex')))
      .toBe(await list(page).getAttribute('aria-rowcount'));
  });

  test('is sorted by its heads, as part of the query', async ({ app: { page } }) => {
    const head = list(page).getByRole('columnheader', { name: 'Severity' });
    await head.getByRole('button').click();
    await expect(box(page)).toHaveValue('sort:severity');
    await expect(head).toHaveAttribute('aria-sort', 'ascending');
    await head.getByRole('button').click();
    await expect(box(page)).toHaveValue('sort:-severity');
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await head.getByRole('button').click();
    await expect(box(page)).toHaveValue('');
  });

  test('shows other columns, and remembers them', async ({ app }) => {
    await app.page.getByRole('button', { name: 'Columns' }).click();
    await app.page.getByRole('checkbox', { name: 'Reporter' }).click();
    await app.page.keyboard.press('Escape');
    const reporter = (page: Page) => list(page).getByRole('columnheader', { name: 'Reporter' });
    await expect(reporter(app.page)).toBeVisible();
    const page = await app.restart();
    await expect(reporter(page)).toBeVisible();
  });

  test('resizes a column with the keyboard', async ({ app: { page } }) => {
    const edge = list(page).getByRole('separator', { name: 'Width of Key' });
    const before = Number(await edge.getAttribute('aria-valuenow'));
    await edge.focus();
    await page.keyboard.press('ArrowRight');
    await expect(edge).toHaveAttribute('aria-valuenow', String(before + 8));
  });

  test('opens an issue beside it, and has the keyboard back afterwards', async ({
    app: { page },
  }) => {
    await page.keyboard.press('j');
    const key = (await focusedKey(page)) ?? '';
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/issues/${key}`));
    await expect(line(page, key)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(new RegExp(key));
    await expect(line(page, key)).toBeFocused();
  });

  test('opens an issue alone in a narrow window, and is found as it was left', async ({
    app: { page },
  }) => {
    await page.setViewportSize({ width: 1000, height: 700 });
    const row = list(page).locator('[data-issue]').nth(2);
    const key = (await row.getAttribute('data-issue')) ?? '';
    await row.click();
    await expect(page).not.toHaveURL(new RegExp(key));
    await row.dblclick();
    await expect(page).toHaveURL(new RegExp(key));
    await expect(page.getByRole('region', { name: key, exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(line(page, key)).toBeFocused();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing in it, ${colorScheme}`, async ({ app: { page } }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(list(page).locator('[data-issue]').first()).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
    });
  }
});

test.describe('a key on a line', () => {
  test('changes its priority in place, and the keyboard stays', async ({ app: { page } }) => {
    const row = await only(page, 'PAY-226');
    await pick(page, 'p', 'Low');
    await expect(row.getByRole('img', { name: 'Low' })).toBeVisible();
    await expect(row).toBeFocused();
  });

  test('gives it a severity, and a tag that is made on the way', async ({ app: { page } }) => {
    const row = await only(page, 'PAY-226');
    await pick(page, 's', 'Trivial');
    await expect(row.getByRole('img', { name: 'Trivial' })).toBeVisible();
    await expect(row).toBeFocused();
    await pick(page, 't', 'brand new');
    await page.keyboard.press('Escape');
    await expect(row).toContainText('brand new');
    await expect(row).toBeFocused();
  });

  test('says why it is shut', async ({ app: { page } }) => {
    await only(page, 'PAY-226');
    await page.keyboard.press('m');
    const shut = page.getByRole('option', { name: /Closed/ });
    await expect(shut).toHaveAttribute('aria-disabled', 'true');
    await expect(shut).toContainText('Resolved');
    await page.keyboard.press('Escape');
    await expect(line(page, 'PAY-226')).toBeFocused();
  });
});

test.describe('the query box', () => {
  test('suggests from the second letter, by keyboard', async ({ app: { page } }) => {
    await page.keyboard.press('/');
    await page.keyboard.type('s');
    await expect(page.getByRole('listbox', { name: 'Suggestions' })).toHaveCount(0);
    await page.keyboard.type('tat');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(box(page)).toHaveValue('status:');
    await page.getByRole('option', { name: 'in_progress' }).click();
    await expect(box(page)).toHaveValue('status:in_progress ');
    await expect(list(page).locator('[aria-expanded]')).toHaveCount(1);
  });

  test('marks a mistake, keeps the list, and mends it in one press', async ({ app: { page } }) => {
    await page.keyboard.press('/');
    await page.keyboard.type('tag:refunds ');
    // What was typed half has its own list, which may still be on the screen.
    await expect(list(page)).toHaveAttribute('aria-rowcount', LINES_OF_REFUNDS);
    await box(page).fill('tag:refunds severty:major');
    const message = page.getByRole('alert').filter({ hasText: 'No field “severty”' });
    await expect(message).toBeVisible();
    await expect(box(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(list(page)).toHaveAttribute('aria-rowcount', LINES_OF_REFUNDS);
    await message.getByRole('button', { name: 'severity' }).click();
    await expect(box(page)).toHaveValue('tag:refunds severity:major');
    await expect(message).toHaveCount(0);
  });

  test('says which term leaves nothing over, and leaves it out', async ({ app: { page } }) => {
    await page.keyboard.press('/');
    await page.keyboard.type('tag:refunds xyzzyx ');
    await page.getByRole('button', { name: 'Leave out xyzzyx' }).click();
    await expect(box(page)).toHaveValue('tag:refunds');
    await expect(list(page).locator('[data-issue]').first()).toBeVisible();
  });

  test('is kept in the address: the way back and a reload lead to it', async ({
    app: { page },
  }) => {
    await page.keyboard.press('/');
    await page.keyboard.type('tag:refunds ');
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/q=tag/);
    await page.reload();
    await expect(box(page)).toHaveValue(/tag:refunds/);
  });
});
