import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const bounds = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(400).max(20_000),
  height: z.int().min(300).max(20_000),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof bounds>;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const FIRST: WindowState = { width: 1440, height: 900, maximized: false };

/** Where the window was last; the first size where the file is absent, damaged or off every screen. */
export function readWindowState(file: string, displays: readonly Rectangle[]): WindowState {
  let state: WindowState;
  try {
    state = bounds.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return FIRST;
  }
  const { x, y } = state;
  if (x === undefined || y === undefined) return state;
  const onScreen = displays.some(
    (display) =>
      x + state.width > display.x + 80 &&
      x < display.x + display.width - 80 &&
      y >= display.y &&
      y < display.y + display.height - 40,
  );
  return onScreen
    ? state
    : { width: state.width, height: state.height, maximized: state.maximized };
}

/** Written beside and renamed, so that a crash leaves the old file or the new one. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  writeFileSync(draft, JSON.stringify(state));
  renameSync(draft, file);
}
