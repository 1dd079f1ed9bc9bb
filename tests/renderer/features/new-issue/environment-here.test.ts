import { expect, test } from 'vitest';
import { browserOf, systemOf } from '#renderer/features/new-issue/environment-here.ts';

const AGENTS = {
  linux:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  electron:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) katydid/0.1.0 Chrome/156.0.1.2 Electron/45.4.1 Safari/537.36',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0',
} as const;

test.each([
  [AGENTS.linux, 'Linux x86_64', 'Chrome 156.0.0.0'],
  [AGENTS.electron, 'Intel Mac OS X 10_15_7', 'Electron 45.4.1'],
  [AGENTS.edge, 'Windows NT 10.0, x64', 'Edge 156.0.0.0'],
  ['something else', '', ''],
])('%s', (agent, system, browser) => {
  expect(systemOf(agent)).toBe(system);
  expect(browserOf(agent)).toBe(browser);
});
