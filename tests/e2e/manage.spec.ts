import { expect, test } from './support/app.ts';
import { expectAxeClean } from './support/axe.ts';
import { beginEmpty, fileBug, switchPerson } from './support/begin.ts';

test('a project is created with a key made from its name, edited and archived', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.getByRole('button', { name: 'New project' }).first().click();
  const form = page.getByRole('dialog', { name: 'New project' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Payments app');
  await expect(form.getByRole('textbox', { name: 'Key' })).toHaveValue('PAYMENTSAP');
  await form.getByRole('textbox', { name: 'Key' }).fill('bug');
  await form.getByRole('button', { name: 'Create project' }).click();
  await expect(form.getByText(/The key BUG is taken/)).toBeVisible();
  await expectAxeClean(page, 'the form of a project');
  await form.getByRole('textbox', { name: 'Key' }).fill('pay');
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  await expect(page.getByRole('link', { name: 'PAY Payments app' })).toBeVisible();
  await expectAxeClean(page, 'the projects');

  await page.getByRole('button', { name: 'More for Payments app' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByRole('button', { name: 'PAY Payments app' })).toBeHidden();
  await page.getByRole('checkbox', { name: 'Archived too' }).click();
  await page.getByRole('button', { name: 'PAY Payments app' }).click();
  await expect(page.getByRole('dialog').getByText('Unarchive').first()).toBeVisible();
});

test('the key of a project with an issue is fixed', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await fileBug(page, 'Refund is sent twice');
  await page.getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('button', { name: 'BUG Bugs' }).click();
  await expect(page.getByText('The key is fixed')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Key' })).not.toBeEditable();
});

test('a person is added, given a role, blocked, and what a tester may not do is shut', async ({
  app,
}) => {
  const { page } = app;
  await beginEmpty(page);
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  const form = page.getByRole('dialog', { name: 'Add a person' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Li Wen');
  await expectAxeClean(page, 'the form of a person');
  await form.getByRole('textbox', { name: 'Username' }).fill('ana lindqvist');
  await form.getByRole('button', { name: 'Add person' }).click();
  await expect(form.getByText('A username has 2 to 32 characters')).toBeVisible();
  await form.getByRole('textbox', { name: 'Username' }).fill('li.wen');
  await form.getByRole('button', { name: 'Add person' }).click();
  await expect(form).toBeHidden();
  await expectAxeClean(page, 'the people');

  await switchPerson(page, 'Ana Lindqvist', 'Li Wen');
  await page.getByRole('link', { name: 'Severities' }).click();
  const create = page.getByRole('button', { name: 'New severity' });
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  await expect(create).toHaveAccessibleDescription(
    'Only managers and admins can create severities.',
  );
  await expectAxeClean(page, 'the severities, shut');
});

test('a severity is created, moved, and deleted with a place for its issues', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await fileBug(page, 'Refund is sent twice');
  await page.getByRole('link', { name: 'Severities' }).click();
  const rows = page.getByRole('list', { name: 'Severities' }).getByRole('listitem');
  await expect(rows).toHaveCount(5);
  await page.getByRole('button', { name: 'New severity' }).click();
  await page.getByRole('textbox', { name: 'Level' }).fill('Cosmetic');
  await page.getByRole('button', { name: 'Create severity' }).click();
  await expect(rows.nth(5)).toContainText('Cosmetic');
  await page.getByRole('button', { name: 'Move Cosmetic up' }).click();
  await expect(rows.nth(4)).toContainText('Cosmetic');
  await expectAxeClean(page, 'the severities');

  await page.getByRole('button', { name: 'Delete Major' }).click();
  const ask = page.getByRole('dialog', { name: 'Delete the severity Major?' });
  await expect(ask.getByRole('button', { name: 'Move and delete' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await expectAxeClean(page, 'the question where the issues go');
  await ask.getByRole('combobox', { name: 'Give instead' }).click();
  await page.getByRole('option', { name: 'Minor' }).click();
  await ask.getByRole('button', { name: 'Move and delete' }).click();
  await expect(rows).toHaveCount(5);
  await expect(rows.filter({ hasText: 'Minor' })).toContainText('1 issue');
});

test('a tag is created, renamed and deleted', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.getByRole('link', { name: 'Tags' }).click();
  await expect(page.getByText('No tags yet')).toBeVisible();
  await expectAxeClean(page, 'no tags');
  await page.getByRole('button', { name: 'New tag' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('refunds');
  await expectAxeClean(page, 'the form of a tag');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'refunds', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('refund');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'refund', exact: true })).toBeVisible();
  await expectAxeClean(page, 'the tags');
  await page.getByRole('button', { name: 'Delete refund' }).click();
  await page.getByRole('button', { name: 'Delete the tag' }).click();
  await expect(page.getByText('No tags yet')).toBeVisible();
});
