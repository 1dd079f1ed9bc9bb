import type { Locator, Page } from '@playwright/test';
import { newId } from '#renderer/new-id.ts';
import { expect, test } from './support/app.ts';
import { axeFindings } from './support/axe.ts';
import { callHost, runOnHost } from './support/host-call.ts';

test.use({ flags: ['--sample'] });

/** PAY-212 of the sample: open, assigned, with bug details, tags, comments and a history. */
const KEY = 'PAY-212';

async function openIssue(page: Page, key = KEY, alone = false): Promise<Locator> {
  await page.evaluate(
    (hash) => {
      window.location.hash = hash;
    },
    `#/${alone ? 'issue' : 'issues'}/${key}`,
  );
  const pane = page.getByRole('region', { name: key, exact: true });
  await pane.getByRole('heading', { name: 'Activity' }).waitFor();
  const composer = pane.getByRole('textbox', { name: 'Comment' });
  if ((await composer.count()) > 0) await expect(composer).toBeEditable();
  return pane;
}

const viewOf = (page: Page, key = KEY) => callHost(page, 'issue.get', { issue: key });

test('an issue says what it is, and every field is changed in place', async ({ app }) => {
  const { page } = app;
  const pane = await openIssue(page);
  await expect(pane).toContainText('Bug, reported by Mina Okafor');

  await pane.getByRole('button', { name: /^Refund is sent twice/ }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Refund goes out twice');
  await page.keyboard.press('Enter');
  await expect(pane.getByRole('heading', { name: 'Refund goes out twice' })).toBeVisible();
  await expect(pane.getByRole('button', { name: 'Refund goes out twice' })).toBeFocused();

  await page.keyboard.press('s');
  await page.getByRole('combobox', { name: 'Severity' }).fill('min');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Severity' })).toBeHidden();
  await expect(pane.getByRole('button', { name: 'Severity: Minor' })).toBeVisible();

  await page.keyboard.press('p');
  await page.getByRole('option', { name: 'Low' }).click();
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(pane.getByRole('combobox', { name: 'Priority: Low' })).toBeFocused();

  await page.keyboard.press('t');
  await page.getByRole('combobox', { name: 'Tags' }).fill('entirely new');
  await page.getByRole('option', { name: 'Create “entirely new”' }).click();
  await page.keyboard.press('Escape');
  await expect(pane.getByRole('button', { name: /^Tags: .*entirely new/ })).toBeVisible();

  const { issue } = await viewOf(page);
  expect(issue).toMatchObject({
    title: 'Refund goes out twice',
    severity: { level: 'Minor' },
    priority: 'low',
  });
  expect(issue.tags.map(({ name }) => name)).toContain('entirely new');
  await expect(pane).toContainText('lowered the severity from Blocker to Minor');
});

test('the focus stays where a long text was saved, and is never lost', async ({ app }) => {
  const { page } = app;
  const pane = await openIssue(page);
  for (const label of ['Expected', 'Description']) {
    const text = pane.getByRole('region', { name: label, exact: true });
    const opener = text.getByRole('button', { name: `Edit ${label.toLowerCase()}` });
    const add = text.getByRole('button', { name: new RegExp(`^${label}: `) });
    const field = text.getByRole('textbox');
    await opener.or(add).click();
    await expect(field).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Said anew');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(text.getByText('Said anew')).toBeVisible();
    await expect(opener).toBeFocused();
    await opener.press('Enter');
    await expect(field).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(opener).toBeFocused();
    await opener.press('Enter');
    await expect(field).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(add).toBeFocused();
  }
});

test('the focus goes to the details that were added', async ({ app }) => {
  const { page } = app;
  const id = newId();
  const { issue } = await viewOf(page);
  await runOnHost(page, [
    'issue.create',
    {
      id,
      project: issue.project.id,
      type: 'bug',
      title: 'Bare',
      description: 'It fails.',
      severity: issue.severity.id,
    },
  ]);
  const found = await callHost(page, 'issue.get', { issue: id });
  const pane = await openIssue(page, found.issue.key);
  await pane.getByRole('button', { name: 'Add steps to reproduce' }).click();
  await pane.getByRole('textbox', { name: 'Steps to reproduce' }).fill('Open it');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(pane.getByRole('button', { name: 'Edit steps to reproduce' })).toBeFocused();
});

test('after a reload the open issue has the focus, and after Esc its line in the list', async ({
  app,
}) => {
  const { page } = app;
  const lines = page.getByRole('treegrid', { name: 'Issues' }).locator('[data-issue]');
  await expect(lines.first()).toBeFocused();
  const pane = await openIssue(page);
  await page.reload();
  await expect(pane).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(pane).toBeHidden();
  await expect(page.locator(`[data-issue="${KEY}"]`)).toBeFocused();
});

test('in a narrow window the issue stands alone, under one header', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 600, height: 800 });
  const pane = await openIssue(page);
  await expect(pane.getByRole('button', { name: 'Show the sidebar' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show the sidebar' })).toHaveCount(1);
});

test('a move asks for what it lacks, and the issue goes its whole way', async ({ app }) => {
  const { page } = app;
  const pane = await openIssue(page);

  await page.keyboard.press('m');
  await expect(pane.getByRole('button', { name: 'Resolve' })).toBeVisible();
  expect((await viewOf(page)).issue.status).toBe('in_progress');

  await page.keyboard.press('m');
  const form = pane.getByRole('form', { name: 'Resolve' });
  await expect(form.getByLabel('Resolution note')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(form.getByRole('alert').last()).toHaveText('Write a resolution note.');
  expect((await viewOf(page)).issue.status).toBe('in_progress');

  await form.getByLabel('Resolution note').fill('One request now has one key.');
  await expect(form.getByText('Write a resolution note.')).toBeHidden();
  await form.getByLabel('Fixed in').fill('4.18.1');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(form).toBeHidden();
  await expect(pane.getByLabel('Resolution note')).toContainText('One request now has one key.');
  expect((await viewOf(page)).issue).toMatchObject({
    status: 'resolved',
    resolution: 'fixed',
    fixedIn: '4.18.1',
  });

  await pane.getByRole('button', { name: 'Close', exact: true }).first().waitFor();
  await page.keyboard.press('m');
  await expect(pane).toContainText('Nothing leads on from Closed.');
});

test('what is declined as a duplicate names its original, found by its key', async ({ app }) => {
  const { page } = app;
  const pane = await openIssue(page);
  await pane.getByRole('button', { name: 'Decline' }).click();
  const form = pane.getByRole('form', { name: 'Decline' });
  await form.getByLabel('Resolution', { exact: true }).click();
  await page.getByRole('option', { name: 'Duplicate' }).click();
  await form.getByRole('button', { name: 'Duplicate of' }).click();
  await page.getByRole('combobox', { name: 'Duplicate of' }).fill('pay-211');
  await page.getByRole('option', { name: /PAY-211/ }).click();
  await form.getByLabel('Resolution note').fill('The same fault.');
  await form.getByRole('button', { name: 'Decline' }).click();
  await expect(pane.getByRole('link', { name: 'PAY-211' })).toBeVisible();
});

test('comments are written, changed and taken back', async ({ app }) => {
  const { page } = app;
  const pane = await openIssue(page);
  await page.keyboard.press('r');
  await page.keyboard.type('Seen by @ana.lindqvist in **4.18.1**.');
  await page.keyboard.press('ControlOrMeta+Enter');
  const comment = pane.getByRole('article', { name: /^Comment by/ }).last();
  await expect(comment).toContainText('Seen by @ana.lindqvist in 4.18.1.');
  await expect(comment.locator('[data-mention]')).toHaveText('@ana.lindqvist');
  await expect(pane.getByLabel('Comment', { exact: true }).last()).toHaveValue('');

  await comment.hover();
  await comment.getByRole('button', { name: 'Edit the comment' }).click();
  await page.keyboard.type(' Twice.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(comment).toContainText('4.18.1. Twice.');
  await expect(comment).toContainText('edited');

  await comment.getByRole('button', { name: 'Delete the comment' }).click();
  await page.getByRole('button', { name: 'Delete the comment' }).last().click();
  await expect(pane).toContainText('You deleted a comment');
  await expect(pane).not.toContainText('Twice.');
});

test('a comment and an edit that are not sent survive the end of the host', async ({ app }) => {
  const pane = await openIssue(app.page);
  await pane.getByLabel('Comment', { exact: true }).fill('Half a thought');
  await expect(pane).toContainText('Draft kept');
  await pane.getByRole('button', { name: 'Edit description' }).click();
  await pane.getByLabel('Description').getByRole('textbox').fill('Half an edit');
  // Until the draft has been kept, 300 ms after the last key.
  await expect
    .poll(async () => {
      const { issue } = await viewOf(app.page);
      const key = `edit:${issue.id}:description`;
      return (await callHost(app.page, 'draft.get', { key })).value;
    })
    .toContain('Half an edit');

  await app.kill();
  const again = await openIssue(await app.restart());
  await expect(again.getByLabel('Comment', { exact: true })).toHaveValue('Half a thought');
  await again.getByRole('button', { name: 'Go on editing' }).click();
  await expect(again.getByLabel('Description').getByRole('textbox')).toHaveValue('Half an edit');
});

test('of two changes of one field neither is lost unseen', async ({ app }) => {
  const { page } = app;
  const pane = await openIssue(page);
  const { issue } = await viewOf(page);
  await pane.getByRole('button', { name: /^Refund is sent twice/ }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('My title');
  await runOnHost(page, [
    'issue.edit',
    { issue: issue.id, field: 'title', from: issue.title, to: 'Their title' },
  ]);
  await expect(page.getByRole('row', { name: /Their title/ })).toBeVisible();
  await expect(pane.getByLabel('Title')).toHaveValue('My title');

  await page.keyboard.press('Enter');
  await expect(pane).toContainText('The title was changed while you edited it.');
  await expect(pane).toContainText('My title');
  expect((await viewOf(page)).issue.title).toBe('Their title');
  await pane.getByRole('button', { name: 'Keep mine' }).click();
  await expect(pane.getByRole('heading', { name: 'My title' })).toBeVisible();
  expect((await viewOf(page)).issue.title).toBe('My title');
});

test('an archived project is read, with the reason', async ({ app }) => {
  const { page } = app;
  const { issue } = await viewOf(page);
  await runOnHost(page, ['project.archive', { id: issue.project.id }]);
  const pane = await openIssue(page);
  await expect(pane).toContainText('Payments app is archived.');
  await expect(pane.getByRole('button', { name: 'Start' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await expect(pane.getByLabel('Comment', { exact: true })).toHaveCount(0);
  await page.keyboard.press('s');
  await expect(page.getByRole('option')).toHaveCount(0);
});

test('an issue that is deleted says so where it stood', async ({ app }) => {
  const { page } = app;
  const pane = await openIssue(page);
  await pane.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete the issue…' }).click();
  await page.getByRole('button', { name: `Delete ${KEY}` }).click();
  await expect(pane).toBeHidden();
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/issue/${KEY}`);
  await expect(page.getByText(`There is no ${KEY} here`)).toBeVisible();
});

test('of 500 comments those in view are in the page, and the last is reached', async ({ app }) => {
  const { page } = app;
  const { issue } = await viewOf(page);
  const comments = Array.from({ length: 500 }, (_, i) => ({ content: `Comment ${i + 1} of 500` }));
  for (let first = 0; first < comments.length; first += 100) {
    await runOnHost(
      page,
      ...comments
        .slice(first, first + 100)
        .map(({ content }) => ['comment.add', { id: newId(), issue: issue.id, content }] as const),
    );
  }
  const pane = await openIssue(page);
  const rows = pane.getByRole('region', { name: 'Activity' }).getByRole('listitem');
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);

  await page.keyboard.press('r');
  await page.keyboard.type('The last word');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(pane.getByText('The last word')).toBeInViewport();
  await expect(rows.last()).toHaveAttribute('aria-posinset', /^5\d\d$/);
  expect(await rows.count()).toBeLessThan(60);
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });
    test('axe finds nothing beside the list', async ({ app }) => {
      await openIssue(app.page);
      expect(await axeFindings(app.page)).toEqual([]);
    });

    test('axe finds nothing in an issue alone, with a move that asks', async ({ app }) => {
      const pane = await openIssue(app.page, KEY, true);
      await pane.getByRole('button', { name: 'Decline' }).click();
      await expect(pane.getByLabel('Resolution note')).toBeFocused();
      expect(await axeFindings(app.page)).toEqual([]);
    });
  });
}
