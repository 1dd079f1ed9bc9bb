import { expect, test } from '../support/app.ts';
import { beginEmpty } from '../support/begin.ts';

/* Only here is a window closed while its host goes on. */

test('what was typed last is there after its window was closed', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.keyboard.press('c');
  await page.getByRole('textbox', { name: 'Title' }).fill('The last words');
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;

  const again = await app.restart();
  await again.getByRole('navigation', { name: 'Katydid' }).waitFor();
  await again.keyboard.press('c');
  await expect(again.getByRole('textbox', { name: 'Title' })).toHaveValue('The last words');
});
