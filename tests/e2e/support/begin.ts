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

/** Hands the window from one person to another, through the page that asks who is here. */
export async function switchPerson(page: Page, from: string, to: string): Promise<void> {
  // The foot of the sidebar comes last; a list of people may name the same person.
  await page.getByRole('button', { name: from, exact: true }).last().click();
  await page.getByRole('menuitem', { name: 'Switch person' }).click();
  // The view that is left may name the same people.
  await expect(page.getByRole('heading', { name: 'Who are you?' })).toBeVisible();
  await page.getByRole('button', { name: new RegExp(`^${to}`) }).click();
  await expect(page.getByRole('button', { name: to, exact: true })).toBeVisible();
}
