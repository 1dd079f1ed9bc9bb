/** Opens the list of keys as its key would; for menus. */
export function openShortcutList(): void {
  // After the menu has closed: until then its layer takes the keys.
  requestAnimationFrame(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: '?' })));
}
