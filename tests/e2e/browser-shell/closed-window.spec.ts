import type { Page } from '@playwright/test';
import { expect, test } from '../support/app.ts';
import { beginEmpty } from '../support/begin.ts';

/* Only here is a window closed while its host goes on. */

test('what was typed last is there after its window was closed', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.keyboard.press('c');
  await page.getByRole('textbox', { name: 'Title' }).fill('The last words');
  const address = page.url();
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;

  const again = await page.context().newPage();
  await again.goto(address);
  await findLastWords(again);
  await findLastWords(await app.restart());
});

async function findLastWords(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Katydid' }).waitFor();
  await page.keyboard.press('c');
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('The last words');
}
