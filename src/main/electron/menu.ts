import { Menu, type MenuItemConstructorOptions } from 'electron';

/** Actions of the page that stand in the native menu; the page runs them by these names. */
export const MENU_ACTIONS = [
  'new-issue',
  'go-inbox',
  'go-issues',
  'go-board',
  'import',
  'keys',
] as const;
export type MenuAction = (typeof MENU_ACTIONS)[number];

/** The menu with the system's own roles, so that copy, zoom and full screen work as everywhere. */
export function menuTemplate(
  platform: NodeJS.Platform,
  run: (action: MenuAction) => void,
): MenuItemConstructorOptions[] {
  const item = (label: string, action: MenuAction, accelerator?: string) => ({
    label,
    click: () => run(action),
    ...(accelerator ? { accelerator } : {}),
  });
  const mac = platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        item('New bug', 'new-issue', 'CmdOrCtrl+N'),
        item('Import…', 'import', 'CmdOrCtrl+I'),
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        item('Inbox', 'go-inbox', 'CmdOrCtrl+1'),
        item('Issues', 'go-issues', 'CmdOrCtrl+2'),
        item('Board', 'go-board', 'CmdOrCtrl+3'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('Keys', 'keys')] },
  ];
}

export function setMenu(run: (action: MenuAction) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, run)));
}
