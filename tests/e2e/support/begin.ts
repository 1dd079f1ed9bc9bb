import { expect, type Page } from '@playwright/test';

/** Goes through the first start: a name, an empty workspace. Ends where the list would be. */
export async function beginEmpty(page: Page, name = 'Ana Lindqvist'): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Start empty/ }).waitFor();
  await page.keyboard.press('1');
  await expect(page.getByRole('navigation', { name: 'Katydid' })).toBeVisible();
}

/** Files a bug through its form. */
export async function fileBug(page: Page, title: string): Promise<void> {
  await page.keyboard.press('c');
  const form = page.getByRole('dialog', { name: 'New bug' });
  await form.getByRole('textbox', { name: 'Title' }).fill(title);
  await form.getByRole('textbox', { name: 'Steps to reproduce' }).fill('1. Tap Retry.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(form).toBeHidden();
}
