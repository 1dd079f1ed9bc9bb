import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAxeClean } from './support/axe.ts';
import { beginEmpty, fileBug } from './support/begin.ts';
import { callHost, runOnHost } from './support/host-call.ts';

const column = (page: Page, name: string) => page.getByRole('region', { name, exact: false });
const card = (within: Page | Locator, key: string) =>
  within.getByRole('listitem').getByRole('button', { name: new RegExp(`^${key}\\b`) });
const heads = (page: Page) => page.locator('[data-status] h2');
const says = (page: Page) => page.locator('[aria-live]');

async function openBoard(page: Page, hash = '#/board/PAY'): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate((to) => {
    window.location.hash = to;
  }, hash);
  await expect(heads(page).first()).toBeVisible();
}

async function statusOf(page: Page, key: string): Promise<string> {
  return (await callHost(page, 'issue.get', { issue: key })).issue.status;
}

/** The counts in the heads of the columns, from left to right. */
async function counts(page: Page): Promise<readonly number[]> {
  const texts = await heads(page).allTextContents();
  return texts.map((text) => Number(/([\d,]+) issues?$/.exec(text)?.[1]));
}

/** Takes a card with the mouse and holds it over a column. */
async function dragOver(page: Page, key: string, to: string): Promise<void> {
  const from = await card(page, key).boundingBox();
  const target = await column(page, to).boundingBox();
  if (!from || !target) throw new Error(`${key} or ${to} is not on the board.`);
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 12, from.y + from.height / 2 + 12, { steps: 3 });
  await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 6 });
}

async function widths(page: Page): Promise<readonly number[]> {
  const columns = await page
    .getByRole('region')
    .filter({ has: page.getByRole('list') })
    .all();
  return Promise.all(columns.map(async (one) => (await one.boundingBox())?.width ?? 0));
}

test.describe('with the sample', () => {
  test.use({ flags: ['--sample'] });

  test('a board has a column for each state, with its count and its cards', async ({ app }) => {
    const { page } = app;
    await openBoard(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Payments app');
    const { columns } = await callHost(page, 'board.page', {
      query: 'project:PAY',
      timeZone: 'UTC',
      count: 1,
    });
    expect(await counts(page)).toEqual(columns.map(({ total }) => total));
    const first = card(column(page, 'In progress'), 'PAY-221');
    await expect(first).toContainText('Offline payments are dropped once 500 are waiting');
    await expect(first).toContainText('offline');
    await expect(first.getByRole('img', { name: 'Critical', exact: true })).toBeVisible();
    await expectAxeClean(page, 'the board');
  });

  test('a card that is dragged shows where it may go, and is asked for what is missing', async ({
    app,
  }) => {
    const { page } = app;
    await openBoard(page);
    const before = { counts: await counts(page), widths: await widths(page) };
    await dragOver(page, 'PAY-221', 'Resolved');

    await expect(column(page, 'Closed')).toContainText('Shut for PAY-221');
    await expect(column(page, 'Closed')).toContainText('Move it to Resolved first.');
    await expect(column(page, 'Open')).toContainText('Shut for PAY-221');
    await expect(column(page, 'In progress')).toContainText('was here. Esc puts it back.');
    await expect(column(page, 'Resolved')).toContainText('Drop to resolve');
    await expect(column(page, 'Resolved')).toContainText('It will ask for a resolution note.');
    expect(await widths(page)).toEqual(before.widths);
    await expectAxeClean(page, 'a card that is dragged');

    await page.mouse.up();
    const form = column(page, 'Resolved').getByRole('form', { name: 'Resolve' });
    await expect(form.getByLabel('Resolution note')).toBeFocused();
    await expect(column(page, 'In progress')).toContainText('stays In progress until you resolve');
    expect(await statusOf(page, 'PAY-221')).toBe('in_progress');
    await expectAxeClean(page, 'what a move asks for');

    await form.getByLabel('Resolution note').fill('The queue grows in pages of 500.');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(card(column(page, 'Resolved'), 'PAY-221')).toBeFocused();
    await expect(form).toBeHidden();
    const [open = 0, doing = 0, resolved = 0, closed = 0] = before.counts;
    expect(await counts(page)).toEqual([open, doing - 1, resolved + 1, closed]);
    await expect.poll(() => statusOf(page, 'PAY-221')).toBe('resolved');
  });

  test('a card that is dropped on a shut column, or put back, stays where it was', async ({
    app,
  }) => {
    const { page } = app;
    await openBoard(page);
    const before = await counts(page);
    await dragOver(page, 'PAY-221', 'Closed');
    await page.mouse.up();
    await expect(says(page)).toContainText(['Move it to Resolved first.']);

    await dragOver(page, 'PAY-221', 'Resolved');
    await page.mouse.up();
    await page.getByRole('form', { name: 'Resolve' }).getByText('Put back').click();
    await expect(card(column(page, 'In progress'), 'PAY-221')).toBeFocused();
    expect(await counts(page)).toEqual(before);
    expect(await statusOf(page, 'PAY-221')).toBe('in_progress');
  });

  test('a move that needs nothing is made by the drop', async ({ app }) => {
    const { page } = app;
    await openBoard(page);
    await dragOver(page, 'PAY-187', 'Closed');
    await expect(column(page, 'Closed')).toContainText('Drop to close');
    await page.mouse.up();
    await expect(card(column(page, 'Resolved'), 'PAY-187')).toBeHidden();
    await expect.poll(() => statusOf(page, 'PAY-187')).toBe('closed');
  });

  test('the keyboard goes over the cards, lifts one and moves it', async ({ app }) => {
    const { page } = app;
    await openBoard(page);
    await page.keyboard.press('j');
    await expect(card(column(page, 'Open'), 'PAY-231')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    const lifted = card(column(page, 'In progress'), 'PAY-221');
    await expect(lifted).toBeFocused();

    await page.keyboard.press('Space');
    await expect(page.getByText('Moving PAY-221')).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expect(says(page)).toContainText(['Open is shut: This workflow has no move']);
    await page.keyboard.press('ArrowRight');
    await expect(says(page)).toContainText(['Over Resolved. It will ask for a resolution note.']);
    await expectAxeClean(page, 'a card that is lifted');
    await page.keyboard.press('Escape');
    await expect(page.getByText('Moving PAY-221')).toBeHidden();
    await expect(lifted).toBeFocused();

    await page.keyboard.press('m');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Resolution note')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(lifted).toBeFocused();
    expect(await statusOf(page, 'PAY-221')).toBe('in_progress');

    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const resolved = card(column(page, 'Resolved'), 'PAY-187');
    await expect(resolved).toBeFocused();
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(card(column(page, 'Closed'), 'PAY-187')).toBeFocused();
    await expect.poll(() => statusOf(page, 'PAY-187')).toBe('closed');
  });

  test('Enter opens the issue beside the board, and closing it leads back to its card', async ({
    app,
  }) => {
    const { page } = app;
    await openBoard(page);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'PAY-231', exact: true })).toBeVisible();
    await expect(page).toHaveURL(/issue=PAY-231/);
    await page.getByRole('button', { name: /^Close/ }).click();
    await expect(card(page, 'PAY-231')).toBeFocused();
  });

  test('single keys change the card that has the keyboard', async ({ app }) => {
    const { page } = app;
    await openBoard(page);
    await page.keyboard.press('j');
    const first = card(column(page, 'Open'), 'PAY-231');
    await page.keyboard.press('i');
    const { profile } = await callHost(page, 'session.get', {});
    const view = () => callHost(page, 'issue.get', { issue: 'PAY-231' });
    await expect.poll(async () => (await view()).issue.assignee?.id).toBe(profile?.id);
    await page.keyboard.press('p');
    await page.getByRole('option', { name: 'Low' }).click();
    await expect(first.getByRole('img', { name: 'Priority Low' })).toBeVisible();
    await expect(first).toBeFocused();
    expect((await view()).issue.priority).toBe('low');
  });

  test('what others change arrives without taking the keyboard or a lifted card', async ({
    app,
  }) => {
    const { page } = app;
    await openBoard(page);
    const [open = 0, doing = 0] = await counts(page);
    const other = await callHost(page, 'issue.get', { issue: 'PAY-209' });
    await card(page, 'PAY-219').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await runOnHost(page, [
      'issue.transition',
      {
        issue: other.issue.id,
        from: 'in_progress',
        to: 'resolved',
        resolution: 'fixed',
        resolutionNote: 'Rates are read again.',
      },
    ]);
    await expect(card(column(page, 'Resolved'), 'PAY-209')).toBeVisible();
    expect((await counts(page)).slice(0, 2)).toEqual([open, doing - 1]);
    await expect(card(page, 'PAY-219')).toBeFocused();
    await expect(column(page, 'Resolved')).toContainText('Drop to resolve');

    const held = await callHost(page, 'issue.get', { issue: 'PAY-219' });
    await runOnHost(page, [
      'issue.transition',
      {
        issue: held.issue.id,
        from: 'in_progress',
        to: 'resolved',
        resolution: 'fixed',
        resolutionNote: 'Done elsewhere.',
      },
    ]);
    await expect(says(page)).toContainText(['was moved meanwhile: it is in Resolved now.']);
    await expect(card(column(page, 'Resolved'), 'PAY-219')).toBeFocused();
  });

  test('a query narrows the board, and all projects stand on one', async ({ app }) => {
    const { page } = app;
    await openBoard(page);
    const [before = 0] = await counts(page);
    await page.keyboard.press('/');
    await page.keyboard.press('End');
    await page.keyboard.type(' severity:blocker');
    await expect.poll(async () => (await counts(page))[0]).toBeLessThan(before);
    await page.getByRole('button', { name: /^Project/ }).click();
    await page.getByRole('option', { name: 'All projects' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('All projects');
    await expect.poll(async () => (await counts(page))[0]).toBeGreaterThan(before);

    await page.keyboard.press('/');
    await page.keyboard.type('is:unassigned');
    const shown = async () => (await counts(page)).reduce((sum, count) => sum + count, 0);
    const asked = { query: 'is:unassigned', timeZone: 'UTC', group: 'none' } as const;
    const list = { ...asked, collapsed: [], offset: 0, count: 1 };
    const { total } = await callHost(page, 'issues.page', list);
    await expect.poll(shown).toBe(total);
    await page.getByRole('radio', { name: 'List' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Issues');
    await page.getByRole('radio', { name: 'Board' }).click();
    await expect(heads(page).first()).toBeVisible();
    await expect.poll(shown).toBe(total);
  });

  test('a narrow window scrolls the columns sideways', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 600, height: 800 });
    await openBoard(page);
    for (const width of await widths(page)) expect(width).toBeGreaterThanOrEqual(248);
    await card(page, 'PAY-221').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Resolution note')).toBeInViewport();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(overflow).toBe(600);
    await expectAxeClean(page, 'the board in a narrow window');
  });
});

test('an empty board says so, and the first bug appears on it', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(page.getByText(/^No bugs in .* yet$/)).toBeVisible();
  await expectAxeClean(page, 'an empty board');
  await fileBug(page, 'Refund is sent twice');
  await openBoard(page, '#/board');
  await expect(column(page, 'Open')).toContainText('Refund is sent twice');
});
