import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { axeFindings } from './support/gallery.ts';

test.use({ flags: ['--sample'] });

const column = (page: Page, status: string) => page.locator(`[data-status="${status}"]`);
const card = (page: Page, key: string) => page.locator('[data-card]').filter({ hasText: key });
const countOf = async (page: Page, status: string) =>
  Number(/\d+/.exec((await column(page, status).getByRole('heading').textContent()) ?? '')?.[0]);

test.beforeEach(async ({ app: { page } }) => {
  await page.getByRole('navigation', { name: 'Katydid' }).waitFor();
  await page.evaluate(() => {
    window.location.hash = '#/board/PAY';
  });
  await expect(card(page, 'PAY-221')).toBeVisible();
});

/** Holds the card over the middle of a column, as a mouse does. */
async function dragOver(page: Page, key: string, status: string): Promise<void> {
  const from = await card(page, key).boundingBox();
  const to = await column(page, status).boundingBox();
  if (from === null || to === null) throw new Error('The card or the column is not there.');
  await page.mouse.move(from.x + 60, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(from.x + 70, from.y + 40, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + 160, { steps: 8 });
}

test('a card that is dragged shuts what it cannot enter, and says why', async ({
  app: { page },
}) => {
  await dragOver(page, 'PAY-221', 'resolved');
  await expect(column(page, 'closed')).toContainText('Shut for PAY-221');
  await expect(column(page, 'resolved')).toContainText('Drop to resolve');
  await expect(column(page, 'in_progress')).toContainText('was here');
  await page.mouse.up();
});

test('a drop asks for what the move needs, and moves only then', async ({ app: { page } }) => {
  const before = await countOf(page, 'resolved');
  await dragOver(page, 'PAY-221', 'resolved');
  await page.mouse.up();
  const note = page.getByRole('textbox', { name: 'Resolution note' });
  await expect(note).toBeFocused();
  expect(await countOf(page, 'resolved')).toBe(before);
  await page.keyboard.press('Escape');
  await expect(note).toHaveCount(0);
  await expect(card(page, 'PAY-221')).toBeFocused();

  await dragOver(page, 'PAY-221', 'resolved');
  await page.mouse.up();
  await note.fill('The queue grows in pages now.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(column(page, 'resolved')).toContainText('PAY-221');
  expect(await countOf(page, 'resolved')).toBe(before + 1);
});

test('the keyboard does the same, passing over shut columns', async ({ app: { page } }) => {
  await card(page, 'PAY-221').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await expect(column(page, 'resolved')).toContainText('Drop to resolve');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('alert').filter({ hasText: 'Closed is shut' })).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(column(page, 'resolved')).not.toContainText('Drop to resolve');
  await expect(card(page, 'PAY-221')).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the board, ${colorScheme}`, async ({ app: { page } }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await axeFindings(page)).toEqual([]);
  });
}
