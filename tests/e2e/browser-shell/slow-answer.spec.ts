import type { Page } from '@playwright/test';
import { expect, test } from '../support/app.ts';
import { beginEmpty } from '../support/begin.ts';

/* Only here can a test stand between a page and its host. */

test('a draft counts as kept once its newest text is', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  const waiting: { readonly n: number; readonly pass: () => void }[] = [];
  const answered = new Set<number>();
  await page.routeWebSocket(/\/ws$/, (toPage) => {
    const toHost = toPage.connectToServer();
    toPage.onMessage((text) => {
      const { n, name } = JSON.parse(String(text)) as { n: number; name: string };
      if (name === 'draft.set') waiting.push({ n, pass: () => toHost.send(text) });
      else toHost.send(text);
    });
    toHost.onMessage((text) => {
      toPage.send(text);
      answered.add((JSON.parse(String(text)) as { n: number }).n);
    });
  });
  await page.reload();
  await page.getByRole('navigation', { name: 'Katydid' }).waitFor();
  await page.keyboard.press('c');
  const form = page.getByRole('dialog', { name: 'New bug' });
  const title = form.getByRole('textbox', { name: 'Title' });

  await title.fill('Half');
  await expect.poll(() => waiting.length).toBe(1);
  await title.fill('Half a thought');
  await expect.poll(() => waiting.length).toBe(2);
  const [older, newer] = waiting;
  older?.pass();
  await expect.poll(() => answered.has(older?.n ?? 0)).toBe(true);
  await drawn(page);
  await expect(form.getByText('Keeping the draft')).toBeVisible();
  newer?.pass();
  await expect(form.getByText('Draft kept')).toBeVisible();
});

/** What the page has heard so far is on screen. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}
