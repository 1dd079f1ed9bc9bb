import { expect, test } from './support/app.ts';
import { expectAxeClean } from './support/axe.ts';
import { beginEmpty } from './support/begin.ts';

test('a title, a line of steps and one key file a bug', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.keyboard.press('c');
  const form = page.getByRole('dialog', { name: 'New bug' });
  await expect(form.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type('Refund is sent twice');
  await page.keyboard.press('ControlOrMeta+Enter');

  const steps = form.getByRole('textbox', { name: 'Steps to reproduce' });
  await expect(steps).toBeFocused();
  await expect(form.getByText('one of the two is needed')).toBeVisible();
  await expectAxeClean(page, 'the form with a missing field');
  await page.keyboard.type('1. Tap Retry.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(form).toBeHidden();
  await expect(page.getByText('BUG-1 saved').first()).toBeVisible();

  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('region', { name: 'BUG-1', exact: true })).toContainText(
    'Tap Retry.',
  );
});

test('a description is enough, and a task needs one', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.keyboard.press('c');
  const form = page.getByRole('dialog', { name: /^New/ });
  await form.getByRole('textbox', { name: 'Title' }).fill('Sweep the logs');
  await form.getByRole('radio', { name: 'Task' }).click();
  await expect(form.getByRole('textbox', { name: 'Steps to reproduce' })).toBeHidden();
  await form.getByRole('button', { name: 'Save task' }).click();
  await expect(form.getByText('The description is empty.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Description' }).fill('All of them.');
  await form.getByRole('button', { name: 'Save task' }).click();
  await expect(form).toBeHidden();
});

test('what is being written survives the death of the host', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.keyboard.press('c');
  const form = page.getByRole('dialog', { name: 'New bug' });
  await form.getByRole('textbox', { name: 'Title' }).fill('Half a thought');
  await form.getByRole('button', { name: 'Environment' }).click();
  await form.getByRole('combobox', { name: 'Name of line 1' }).fill('os');
  await form.getByRole('textbox', { name: 'Value of line 1' }).fill('Android 15');
  await expect(form.getByText('Draft kept')).toBeVisible();
  await app.kill();

  const again = await app.restart();
  await again.getByRole('navigation', { name: 'Katydid' }).waitFor();
  await again.keyboard.press('c');
  const kept = again.getByRole('dialog', { name: 'New bug' });
  await expect(kept.getByRole('textbox', { name: 'Title' })).toHaveValue('Half a thought');
  await expect(kept.getByRole('textbox', { name: 'Value of line 1' })).toHaveValue('Android 15');
  await kept.getByRole('button', { name: 'Discard' }).click();
  await expect(kept.getByRole('textbox', { name: 'Title' })).toHaveValue('');
});

test('what was typed last is there after the application was closed', async ({ app }) => {
  await beginEmpty(app.page);
  await app.page.keyboard.press('c');
  await app.page.getByRole('textbox', { name: 'Title' }).fill('The last words');

  const again = await app.restart();
  await again.getByRole('navigation', { name: 'Katydid' }).waitFor();
  await again.keyboard.press('c');
  await expect(again.getByRole('textbox', { name: 'Title' })).toHaveValue('The last words');
});

test('several bugs follow each other, and a new tag is made on the way', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.keyboard.press('c');
  const form = page.getByRole('dialog', { name: 'New bug' });
  await form.getByRole('checkbox', { name: 'Create another' }).click();
  await form.getByRole('textbox', { name: 'Title' }).fill('First');
  await form.getByRole('textbox', { name: 'Steps to reproduce' }).fill('Tap.');
  await form.getByRole('button', { name: 'Tags' }).click();
  await page.getByRole('combobox', { name: 'Tags' }).fill('refunds');
  await page.getByRole('option', { name: 'Create tag “refunds”' }).click();
  await page.keyboard.press('Escape');
  await expect(form.getByRole('button', { name: 'Remove tag refunds' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');

  await expect(form.getByRole('textbox', { name: 'Title' })).toHaveValue('');
  await expect(form.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await expect(form.getByRole('button', { name: 'Remove tag refunds' })).toBeVisible();
});
