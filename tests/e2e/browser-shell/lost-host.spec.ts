import { expect, test } from '../support/app.ts';
import { beginEmpty, fileBug } from '../support/begin.ts';

/* Only here does a page outlive its host: in a window of its own it ends with it. */

test('the host that is gone is said in one line, and the form keeps its words', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await fileBug(page, 'Before');
  await page.keyboard.press('c');
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.fill('Offline words');
  await app.kill();
  await expect(page.getByText('Katydid has stopped. What you typed is kept here')).toBeVisible();
  await expect(title).toHaveValue('Offline words');
});
