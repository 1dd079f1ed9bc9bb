import { expect, type Locator, type Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { test } from './support/gallery.ts';

interface Floating {
  readonly what: string;
  readonly open: (page: Page) => Promise<void>;
  readonly shown: (page: Page) => Locator;
}

const FLOATING: readonly Floating[] = [
  {
    what: 'menu',
    open: (page) => page.getByRole('button', { name: 'More' }).click(),
    shown: (page) => page.getByRole('menu'),
  },
  {
    what: 'picker',
    open: (page) => page.getByRole('button', { name: 'Ana Lindqvist' }).click(),
    shown: (page) => page.getByRole('listbox'),
  },
  {
    what: 'select',
    open: (page) => page.getByRole('combobox', { name: 'Severity of the bug' }).click(),
    shown: (page) => page.getByRole('listbox'),
  },
  {
    what: 'tooltip',
    open: (page) => page.getByRole('button', { name: 'Watch' }).hover(),
    shown: (page) => page.getByText('Watch', { exact: true }),
  },
  {
    what: 'toast',
    open: (page) => page.getByRole('button', { name: 'Toast' }).click(),
    shown: (page) => page.getByText('PAY-232 saved'),
  },
  {
    what: 'dialog',
    open: (page) => page.getByRole('button', { name: 'New project' }).click(),
    shown: (page) => page.getByRole('dialog', { name: 'New project' }),
  },
  {
    what: 'confirmation',
    open: (page) => page.getByRole('button', { name: 'Delete', exact: true }).click(),
    shown: (page) => page.getByRole('alertdialog'),
  },
];

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ theme });

    test('axe finds nothing at rest', async ({ gallery }) => {
      expect(await axeFindings(gallery)).toEqual([]);
    });

    for (const { what, open, shown } of FLOATING) {
      test(`axe finds nothing in a ${what}`, async ({ gallery }) => {
        await open(gallery);
        await shown(gallery).first().waitFor();
        expect(await axeFindings(gallery)).toEqual([]);
      });
    }

    test('axe finds nothing in what is being edited', async ({ gallery }) => {
      await gallery.getByRole('button', { name: 'Refund is sent twice' }).click();
      await gallery.keyboard.press('ControlOrMeta+a');
      await gallery.keyboard.press('Backspace');
      await gallery.keyboard.press('Enter');
      await gallery.getByText('The title is empty').waitFor();
      await gallery.getByRole('button', { name: 'Edit steps to reproduce' }).click();
      await gallery.getByRole('textbox', { name: 'Steps to reproduce' }).nth(1).waitFor();
      expect(await axeFindings(gallery)).toEqual([]);
    });
  });
}

test('axe sees what is wrong', async ({ gallery }) => {
  await gallery.evaluate(() => document.body.append(document.createElement('button')));
  expect(await axeFindings(gallery)).toEqual(['button-name: <button></button>']);
});

test.describe('a shut button', () => {
  test('keeps its focus, is described by its reason, and announces it', async ({ gallery }) => {
    const close = gallery.getByRole('button', { name: 'Close', exact: true });
    await expect(close).toHaveAttribute('aria-disabled', 'true');
    await expect(close).toHaveAccessibleDescription('Only the reporter or a manager can close.');
    await close.focus();
    await gallery.keyboard.press('Enter');
    await expect(close).toBeFocused();
    await expect(gallery.locator('[aria-live=assertive]')).toHaveText(
      'Only the reporter or a manager can close.',
    );
  });
});

test.describe('a menu', () => {
  test('is walked by arrows and first letters, runs on Enter, and gives the focus back', async ({
    gallery,
  }) => {
    const more = gallery.getByRole('button', { name: 'More' });
    await more.focus();
    await gallery.keyboard.press('Enter');
    await expect(gallery.getByRole('menuitem', { name: 'Start' })).toBeFocused();
    await gallery.keyboard.press('ArrowDown');
    await expect(gallery.getByRole('menuitem', { name: 'Take it' })).toBeFocused();
    await gallery.keyboard.press('d');
    await expect(gallery.getByRole('menuitem', { name: 'Duplicate of' })).toBeFocused();
    await gallery.keyboard.press('Enter');
    await expect(gallery.getByLabel('What happened')).toHaveText('duplicate');
    await expect(gallery.getByRole('menu')).toHaveCount(0);
    await expect(more).toBeFocused();
  });

  test('keeps a shut item listed and in reach, stays open, and does not run it', async ({
    gallery,
  }) => {
    await gallery.getByRole('button', { name: 'More' }).press('ArrowUp');
    const decline = gallery.getByRole('menuitem', { name: 'Decline' });
    await decline.click({ force: true });
    await expect(decline).toBeVisible();
    await expect(decline).toContainText('Managers and admins only');
    await expect(gallery.getByLabel('What happened')).toHaveText('nothing');
    await expect(gallery.locator('[aria-live=assertive]')).toHaveText('Managers and admins only');
  });

  test('opens no shortcut of the page by its letters', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'More' }).press('Enter');
    await gallery.getByRole('menu').waitFor();
    await gallery.keyboard.press('a');
    await expect(gallery.getByLabel('What happened')).toHaveText('nothing');
  });
});

test.describe('a picker', () => {
  test('filters while typing, chooses on Enter, and gives the focus back', async ({ gallery }) => {
    const assignee = gallery.getByRole('button', { name: 'Ana Lindqvist' });
    await assignee.press('Enter');
    await expect(gallery.getByRole('option')).toHaveCount(4);
    await gallery.keyboard.type('tomas');
    await expect(gallery.getByRole('option')).toHaveCount(1);
    await gallery.keyboard.press('Enter');
    const chosen = gallery.getByRole('button', { name: 'Tomás Rey' });
    await expect(chosen).toBeFocused();
    await expect(gallery.getByRole('listbox')).toHaveCount(0);
  });

  test('lists who is shut with the reason, and does not choose them', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'Ana Lindqvist' }).click();
    const mina = gallery.getByRole('option', { name: /Mina Okafor/ });
    await expect(mina).toContainText('Mina does not see this project.');
    await mina.click({ force: true });
    await expect(mina).toBeVisible();
    await expect(gallery.locator('[aria-live=assertive]')).toHaveText(
      'Mina does not see this project.',
    );
    await gallery.keyboard.press('Escape');
    await expect(gallery.getByRole('button', { name: 'Ana Lindqvist' })).toBeFocused();
  });

  test('says that nothing matches', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'Ana Lindqvist' }).click();
    await gallery.getByRole('combobox', { name: 'Assignee' }).fill('zzz');
    await expect(gallery.getByText('Nothing matches.')).toBeVisible();
  });

  test('of several stays open, toggles, and makes what is new', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'Tags: refunds' }).click();
    const options = gallery.getByRole('option');
    await options.filter({ hasText: 'security' }).click();
    await expect(gallery.getByText('Tags: refunds, security')).toBeVisible();
    await options.filter({ hasText: 'refunds' }).click();
    await expect(gallery.getByText('Tags: security', { exact: true })).toBeVisible();
    await gallery.getByRole('combobox', { name: 'Tags' }).fill('a11y');
    await options.filter({ hasText: 'Create tag “a11y”' }).waitFor();
    await gallery.keyboard.press('Enter');
    await expect(gallery.getByText('Tags: security, a11y')).toBeVisible();
  });
});

test.describe('a text in place', () => {
  test('saves on Enter and keeps the focus', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'Refund is sent twice' }).press('Enter');
    const field = gallery.getByRole('textbox', { name: 'Title' });
    await expect(field).toBeFocused();
    await field.fill('Refund is sent once');
    await field.press('Enter');
    await expect(gallery.getByRole('button', { name: 'Refund is sent once' })).toBeFocused();
  });

  test('saves when it is left', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'Refund is sent twice' }).click();
    await gallery.getByRole('textbox', { name: 'Title' }).fill('Left');
    await gallery.getByRole('textbox', { name: 'Device' }).click();
    await expect(gallery.getByRole('button', { name: 'Left', exact: true })).toBeVisible();
    await expect(gallery.getByRole('textbox', { name: 'Device' })).toBeFocused();
  });

  test('is restored by Esc', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'Refund is sent twice' }).click();
    await gallery.getByRole('textbox', { name: 'Title' }).fill('Lost');
    await gallery.keyboard.press('Escape');
    await expect(gallery.getByRole('button', { name: 'Refund is sent twice' })).toBeFocused();
  });

  test('keeps what was typed and says why when the save is refused', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'Refund is sent twice' }).click();
    const field = gallery.getByRole('textbox', { name: 'Title' });
    await field.fill('   ');
    await field.press('Enter');
    await expect(field).toHaveValue('   ');
    await expect(field).toBeFocused();
    await expect(field).toHaveAccessibleDescription('The title is empty. Write what happens.');
  });

  test('overwrites nobody unseen: its save starts from what stood there', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'Refund is sent twice' }).click();
    const field = gallery.getByRole('textbox', { name: 'Title' });
    await field.fill('Mine');
    await field.press('ControlOrMeta+e');
    await field.press('Enter');
    await expect(field).toHaveAccessibleDescription('Mina has changed it to “Sent thrice”.');
    await expect(field).toHaveValue('Mine');
    await field.press('Enter');
    await expect(gallery.getByRole('button', { name: 'Mine', exact: true })).toBeFocused();
  });

  test('shut, is only read and says why', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'PAY', exact: true }).click({ force: true });
    await expect(gallery.getByRole('textbox', { name: 'Key' })).toHaveCount(0);
    await expect(gallery.locator('[aria-live=assertive]')).toHaveText(
      'The key is fixed once the project has an issue.',
    );
  });
});

test.describe('a long text in place', () => {
  const editButton = { name: 'Edit steps to reproduce' };

  test('is edited by a click on it, and saved by Ctrl+Enter', async ({ gallery }) => {
    await gallery.getByText('Open a paid order.').click();
    const field = gallery.getByRole('textbox', { name: 'Steps to reproduce' }).nth(1);
    await field.fill('1. Pay.');
    await field.press('ControlOrMeta+Enter');
    await expect(gallery.getByRole('listitem').filter({ hasText: 'Pay.' })).toBeVisible();
    await expect(gallery.getByRole('button', editButton)).toBeFocused();
    await expect(gallery.getByLabel('What happened')).toHaveText('nothing');
  });

  test('goes on being edited while the focus moves inside its editor', async ({ gallery }) => {
    await gallery.getByRole('button', editButton).click();
    const field = gallery.getByRole('textbox', { name: 'Steps to reproduce' }).nth(1);
    await field.fill('**bold**');
    await gallery.getByRole('tab', { name: 'Preview' }).nth(1).click();
    await expect(gallery.getByRole('strong').filter({ hasText: 'bold' })).toBeVisible();
    await gallery.getByRole('button', { name: 'Put back' }).click();
    await expect(gallery.getByText('Open a paid order.')).toBeVisible();
  });

  test('keeps what was typed when the save is refused', async ({ gallery }) => {
    await gallery.getByRole('button', editButton).click();
    const field = gallery.getByRole('textbox', { name: 'Steps to reproduce' }).nth(1);
    await field.fill('');
    await gallery.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(field).toHaveAccessibleDescription(/Write at least one step/);
  });
});

test('a choice in place shows the old value and the reason when it is refused', async ({
  gallery,
}) => {
  const priority = gallery.getByRole('combobox', { name: /^Priority/ });
  await priority.press('Enter');
  await gallery.getByRole('option', { name: 'low' }).click();
  await expect(gallery.getByText('Only managers can lower it to low.')).toBeVisible();
  await expect(priority).toHaveText('high');
  await priority.press('Enter');
  await gallery.getByRole('option', { name: 'medium' }).click();
  await expect(priority).toHaveText('medium');
  await expect(gallery.getByText('Only managers can lower it to low.')).toHaveCount(0);
});

test.describe('a dialog', () => {
  test('takes the focus, holds it, and gives it back on Esc', async ({ gallery }) => {
    const opener = gallery.getByRole('button', { name: 'New project' });
    await opener.press('Enter');
    const dialog = gallery.getByRole('dialog', { name: 'New project' });
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
    for (let i = 0; i < 6; i += 1) {
      await gallery.keyboard.press('Tab');
      await expect(dialog.locator(':focus')).toHaveCount(1);
    }
    await gallery.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(opener).toBeFocused();
  });

  test('is not closed by a press outside, so that nothing typed is lost', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'New project' }).click();
    await gallery.mouse.click(8, 8);
    await expect(gallery.getByRole('dialog')).toBeVisible();
  });

  test('lets its own keys work and those of the page rest', async ({ gallery }) => {
    await gallery.getByRole('button', { name: 'New project' }).click();
    await gallery.getByRole('textbox', { name: 'Name' }).press('ControlOrMeta+Enter');
    await gallery.getByRole('dialog').getByRole('button', { name: 'Cancel' }).press('a');
    await gallery.keyboard.press('Escape');
    await expect(gallery.getByLabel('Kept')).toHaveText('from dialog');
    await expect(gallery.getByLabel('What happened')).toHaveText('nothing');
  });

  test('that deletes puts the way back first', async ({ gallery }) => {
    const opener = gallery.getByRole('button', { name: 'Delete', exact: true });
    await opener.click();
    await expect(gallery.getByRole('button', { name: 'Keep them' })).toBeFocused();
    await gallery.keyboard.press('Enter');
    await expect(gallery.getByLabel('Kept')).toHaveText('kept');
    await expect(opener).toBeFocused();
    await opener.click();
    await gallery.getByRole('alertdialog').getByRole('button', { name: 'Delete 3 issues' }).click();
    await expect(gallery.getByLabel('Kept')).toHaveText('deleted');
  });
});

test('a toast takes the place of the one before and runs its action', async ({ gallery }) => {
  const opener = gallery.getByRole('button', { name: 'Toast' });
  await opener.click();
  await opener.click();
  const toast = gallery.getByRole('dialog').filter({ hasText: 'PAY-232 saved' });
  await expect(toast).toHaveCount(1);
  await toast.getByRole('button', { name: 'Open' }).click();
  await expect(gallery.getByLabel('Kept')).toHaveText('opened');
  await expect(toast).toHaveCount(0);
});

test.describe('keys', () => {
  test('run one by one and in sequence', async ({ gallery }) => {
    await gallery.keyboard.press('a');
    await expect(gallery.getByLabel('What happened')).toHaveText('assigned');
    await gallery.keyboard.press('g');
    await gallery.keyboard.press('b');
    await expect(gallery.getByLabel('What happened')).toHaveText('board');
  });

  test('are text while typing, except those with Ctrl', async ({ gallery }) => {
    const device = gallery.getByRole('textbox', { name: 'Device' });
    await device.fill('');
    await device.pressSequentially('jag b');
    await expect(device).toHaveValue('jag b');
    await expect(gallery.getByLabel('What happened')).toHaveText('nothing');
    await device.press('ControlOrMeta+Enter');
    await expect(gallery.getByLabel('What happened')).toHaveText('saved');
  });

  test('are all listed by ?, those that do not apply left out', async ({ gallery }) => {
    await gallery.keyboard.press('Shift+?');
    const keys = gallery.getByRole('dialog', { name: 'Keys' });
    await expect(keys.getByText('Go to the board')).toBeVisible();
    await expect(keys.getByText('Check the row')).toHaveCount(0);
    await gallery.keyboard.press('Escape');
    await expect(keys).toHaveCount(0);
  });
});

test.describe('Markdown', () => {
  test('opens links outside, loads no picture and runs nothing', async ({ gallery }) => {
    const section = gallery.getByRole('region', { name: 'Markdown', exact: true });
    const picture = section.getByRole('link', { name: 'a picture' });
    await expect(picture).toHaveAttribute('href', 'https://example.org/picture.png');
    await expect(picture).toHaveAttribute('target', '_blank');
    await expect(picture).toHaveAttribute('rel', 'noreferrer noopener');
    await expect(section.getByRole('link', { name: 'bad' })).toHaveCount(0);
    await expect(section.locator('img[src]')).toHaveCount(0);
    await expect(section.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  });
});

test('the handle between panes moves by arrows within its limits', async ({ gallery }) => {
  const handle = gallery.getByRole('separator', { name: 'Width of the issue' });
  await handle.press('ArrowLeft');
  await expect(handle).toHaveAttribute('aria-valuenow', '600');
  for (let i = 0; i < 20; i += 1) await handle.press('ArrowRight');
  await expect(handle).toHaveAttribute('aria-valuenow', '480');
  await handle.press('Home');
  await expect(handle).toHaveAttribute('aria-valuenow', '584');
});
