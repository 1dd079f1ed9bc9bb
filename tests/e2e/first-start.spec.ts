import { expect, test } from './support/app.ts';
import { expectAxeClean } from './support/axe.ts';
import { beginEmpty } from './support/begin.ts';

test('a name and one key lead to an empty workspace, which is there after a restart', async ({
  app,
}) => {
  const { page } = app;
  const name = page.getByRole('textbox', { name: 'Your name' });
  await expect(name).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The name is empty.')).toBeVisible();
  await expectAxeClean(page, 'the question for the name');

  await name.fill('Ana Lindqvist');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'How do you want to start, Ana?' })).toBeVisible();
  await expect(page.getByText(app.workspace)).toBeVisible();
  await expectAxeClean(page, 'the choice of a start');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: /^Open the sample/ })).toBeFocused();
  await page.keyboard.press('1');
  await expect(page.getByRole('link', { name: 'BUG Bugs' })).toBeVisible();

  const again = await app.restart();
  await expect(again.getByRole('link', { name: 'BUG Bugs' })).toBeVisible();
  await expect(again.getByRole('button', { name: 'Ana Lindqvist' })).toBeVisible();
});

test('the sample project opens with one key', async ({ app }) => {
  const { page } = app;
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ana');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Open the sample/ }).waitFor();
  await page.keyboard.press('2');
  await expect(page.getByRole('link', { name: 'PAY Payments app' })).toBeVisible({
    timeout: 20_000,
  });
});

test('a profile with a password is entered with it', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Set a password' }).click();
  await expect(page.getByText('whoever can read the folder can read the bugs')).toBeVisible();
  await page.getByRole('textbox', { name: 'New password' }).fill('short');
  await page.getByRole('button', { name: 'Set password', exact: true }).click();
  await expect(page.getByText('A password has 8 to 128 characters.')).toBeVisible();
  await page.getByRole('textbox', { name: 'New password' }).fill('correct horse');
  await page.getByRole('button', { name: 'Set password', exact: true }).click();
  await expect(page.getByText('Your profile has one.')).toBeVisible();
  await expectAxeClean(page, 'the settings');

  const again = await app.restart();
  await expect(again.getByRole('heading', { name: 'Who are you?' })).toBeVisible();
  await expectAxeClean(again, 'the choice of a profile');
  await again.getByRole('button', { name: /^Ana Lindqvist/ }).click();
  await again.getByRole('textbox', { name: 'Password' }).fill('wrong horse');
  await again.keyboard.press('Enter');
  await expect(again.getByText('The password is not right. Try again.')).toBeVisible();
  await again.getByRole('textbox', { name: 'Password' }).fill('correct horse');
  await again.keyboard.press('Enter');
  await expect(again.getByRole('navigation', { name: 'Katydid' })).toBeVisible();
});

test('the theme and the sidebar stay as they were chosen', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+\\');
  await expect(page.getByRole('navigation', { name: 'Katydid' })).toBeHidden();

  const again = await app.restart();
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(again.getByRole('button', { name: 'Show the sidebar' })).toBeVisible();
});

test('in a narrow window the sidebar lies over the content and leaves with Esc', async ({
  app,
}) => {
  const { page } = app;
  await beginEmpty(page);
  await page.setViewportSize({ width: 700, height: 800 });
  const sidebar = page.getByRole('navigation', { name: 'Katydid' });
  await expect(sidebar).toBeHidden();
  await page.getByRole('button', { name: 'Show the sidebar' }).click();
  await expect(sidebar).toBeVisible();
  await expectAxeClean(page, 'the sidebar over the content');
  await page.keyboard.press('Escape');
  await expect(sidebar).toBeHidden();
});
