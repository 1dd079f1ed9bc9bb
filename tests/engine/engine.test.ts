import { expect, test } from 'vitest';
import { openEngine } from '#engine/engine.ts';
import { RESOURCES, scratchFolder } from '#tests/support/engine.ts';

test('what began last ends first, and the store closes though an ending fails', async () => {
  const engine = await openEngine({ folder: scratchFolder(), resources: RESOURCES });
  const ended: string[] = [];
  engine.onClose(async () => void ended.push('first'));
  engine.onClose(() => Promise.reject(new Error('The file is in use.')));
  engine.onClose(async () => void ended.push('last'));
  await expect(engine.close()).rejects.toThrow('The file is in use.');
  expect(ended[0]).toBe('last');
  await expect(engine.store.version()).rejects.toThrow();
});
