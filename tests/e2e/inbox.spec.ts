import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAxeClean } from './support/axe.ts';
import { beginEmpty, fileBug, switchPerson } from './support/begin.ts';

const TITLES = ['Refund is sent twice', 'Face unlock is skipped'] as const;

/** Ana files two bugs and Li comments on both; ends with Ana signed in. */
async function twoComments(page: Page): Promise<void> {
  await beginEmpty(page);
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Li Wen');
  await page.getByRole('button', { name: 'Add person' }).click();
  await expect(page.getByRole('button', { name: /^Li Wen/ })).toBeVisible();
  for (const title of TITLES) await fileBug(page, title);
  await switchPerson(page, 'Ana Lindqvist', 'Li Wen');
  for (const key of ['BUG-1', 'BUG-2']) {
    await page.evaluate((issue) => {
      location.hash = `#/issue/${issue}`;
    }, key);
    const issue = page.getByRole('region', { name: key, exact: true });
    await issue.getByRole('textbox', { name: 'Comment' }).fill(`Seen here too, ${key}.`);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(issue.getByRole('textbox', { name: 'Comment' })).toHaveValue('');
    await expect(issue).toContainText(`Seen here too, ${key}.`);
  }
  await switchPerson(page, 'Li Wen', 'Ana Lindqvist');
}

test('what others did is listed, opened, and marked read one by one and all at once', async ({
  app,
}) => {
  const { page } = app;
  await twoComments(page);
  await expect(page.getByRole('link', { name: /^Inbox 2 unread/ })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  const rows = page.getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('Li Wen commented');
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await expectAxeClean(page, 'the inbox');

  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: /BUG-2/ })).toBeFocused();
  await page.keyboard.press('e');
  await expect(page.getByRole('link', { name: /^Inbox 1 unread/ })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/inbox\/BUG-1$/);
  await expect(page.getByText('Seen here too, BUG-1.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Inbox', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Mark all read/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test('Shift+E reads all, and the unread are none', async ({ app }) => {
  const { page } = app;
  await twoComments(page);
  await page.getByRole('link', { name: /^Inbox/ }).click();
  await page.keyboard.press('Shift+E');
  await expect(page.getByRole('link', { name: 'Inbox', exact: true })).toBeVisible();
  await page.getByRole('radio', { name: 'Unread' }).click();
  await expect(page.getByText('Everything is read').first()).toBeVisible();
});
