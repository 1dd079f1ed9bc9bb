import { EventEmitter } from 'node:events';
import { onWish, record, scriptedAnswer } from './journal.ts';
import { strict } from './strict.ts';

/* What belongs to the desktop: written down for the test, answered as it scripted, never done. */

const ask =
  (api: string) =>
  async (...args: readonly unknown[]) => {
    record(api, args.at(-1));
    return scriptedAnswer(api);
  };

export const dialog = strict('dialog', {
  showOpenDialog: ask('dialog.showOpenDialog'),
  showSaveDialog: ask('dialog.showSaveDialog'),
  showMessageBox: ask('dialog.showMessageBox'),
  showErrorBox: (title: string, text: string) => record('dialog.showErrorBox', title, text),
});

export const shell = strict('shell', {
  openExternal: async (url: string) => record('shell.openExternal', url),
  showItemInFolder: (path: string) => record('shell.showItemInFolder', path),
});

export const clipboard = strict('clipboard', {
  writeText: (text: string) => record('clipboard.writeText', text),
});

export const safeStorage = strict('safeStorage', { isEncryptionAvailable: () => false });

export const nativeTheme = strict(
  'nativeTheme',
  Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: false }),
);

const display = {
  id: 1,
  scaleFactor: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
};
export const screen = strict('screen', {
  getAllDisplays: () => [display],
  getPrimaryDisplay: () => display,
});

interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

export class Menu {
  readonly items: readonly MenuItem[];

  constructor(items: readonly MenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly MenuItem[]): Menu {
    return new Menu(template);
  }

  static setApplicationMenu(menu: Menu | null): void {
    record('Menu.setApplicationMenu', menu?.items ?? null);
    onWish('click-menu', ({ label }) => {
      const item = menu?.items
        .flatMap((top) => top.submenu ?? [])
        .find((candidate) => candidate.label === label);
      if (!item?.click) throw new Error(`The menu has nothing to click called "${label}".`);
      item.click();
    });
  }
}
