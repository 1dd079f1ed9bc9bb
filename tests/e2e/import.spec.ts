import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAxeClean } from './support/axe.ts';
import { beginEmpty } from './support/begin.ts';

const row = (n: number, fields: object = {}) => ({
  externalId: `tide:${n}`,
  source: 'tide',
  nativeId: String(n),
  url: null,
  tracker: 'bugzilla',
  project: 'Tide tables',
  product: 'Tide tables',
  component: null,
  type: null,
  title: `Bug number ${n}`,
  description: 'It fails.',
  status: 'NEW',
  resolution: null,
  severity: null,
  priority: null,
  reporter: 'Mina Okafor',
  assignee: null,
  labels: [],
  version: null,
  platform: null,
  os: null,
  milestone: null,
  created: '2026-01-02T03:04:05Z',
  updated: '2026-01-02T03:04:05Z',
  closed: null,
  duplicateOf: null,
  links: [],
  statusHistory: [],
  statusHistoryComplete: true,
  changes: [],
  attachments: [],
  commentCount: 0,
  comments: [],
  ...fields,
});

const file = (...rows: readonly object[]) => ({
  name: 'tide.jsonl',
  mimeType: 'application/jsonl',
  buffer: Buffer.from(rows.map((one) => `${JSON.stringify(one)}\n`).join('')),
});

const report = (page: Page) => page.getByRole('region', { name: 'Report' });

test('a file is checked, imported with a full report, and adds nothing twice', async ({ app }) => {
  const { page } = app;
  await beginEmpty(page);
  await page.getByRole('link', { name: 'Import' }).click();
  await expectAxeClean(page, 'before a file is chosen');
  const long = row(2, { title: 'x'.repeat(300) });
  await page.locator('input[type=file]').setInputFiles(file(row(1), long, row(3)));
  await expect(page.getByText('tide.jsonl')).toBeVisible();
  await expectAxeClean(page, 'the form');
  await page.getByRole('button', { name: 'Check first' }).click();
  await expect(report(page)).toContainText('3would be created');
  await expect(report(page)).toContainText('Row 2');
  await expectAxeClean(page, 'the report');

  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(report(page)).toContainText('3created');
  await expect(page.getByRole('link', { name: /Tide tables/ })).toBeVisible();

  await page.locator('input[type=file]').setInputFiles(file(row(1), long, row(3)));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(report(page)).toContainText('3unchanged');
  await report(page).getByRole('button', { name: 'Show the issues' }).click();
  await expect(page.locator('[data-issue]')).toHaveCount(3);
});

test('a file that cannot be read is refused with what to do, and nothing is in', async ({
  app,
}) => {
  const { page } = app;
  await beginEmpty(page);
  await page.getByRole('link', { name: 'Import' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'broken.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from('{"title": "half a row\n'),
  });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Nothing was imported.')).toBeVisible();
});

test('an import is one of the ways to start', async ({ app }) => {
  const { page } = app;
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ana');
  await page.keyboard.press('Enter');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Import a file/ }).click();
  await (await choosing).setFiles(file(row(1)));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(report(page)).toContainText('1created');
});
