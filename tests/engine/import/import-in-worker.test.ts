import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandId } from '#domain/ids.ts';
import type { ImportOptions, ImportProgress } from '#engine/import/import-host.ts';
import { importInWorker } from '#engine/import/import-in-worker.ts';
import { openTestEngine, type TestEngine } from '#tests/support/engine.ts';
import { fileIn, jsonLines, trackerRow } from './import-files.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
});
afterEach(() => engine.close());

const rows = (count: number) => Array.from({ length: count }, (_, i) => trackerRow(String(i)));

function start(text: string, options: Partial<ImportOptions> = {}) {
  return importInWorker(engine, {
    actor: engine.admin,
    file: fileIn(engine, 'rows.jsonl', text),
    dryRun: false,
    skipBad: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...options,
  });
}

const addTag = (name: string) =>
  engine.execute({
    actor: engine.admin,
    commands: [
      {
        id: engine.clock.newId() as CommandId,
        name: 'tag.create',
        args: { id: engine.clock.newId(), name, colour: '#336699' },
      },
    ],
  });

describe('an import in a thread of its own', () => {
  test('reports what was done, and windows are told', async () => {
    const told: string[][] = [];
    engine.listen((message) => {
      if (message.kind === 'changed') told.push([...message.tables]);
    });
    const result = await start(jsonLines(rows(3)));
    expect(result).toMatchObject({ ok: true, value: { created: 3, skipped: [] } });
    expect(told.some((tables) => tables.includes('issue'))).toBe(true);
  });

  test('refuses a bad file as an import here does', async () => {
    const result = await start('{"externalId":');
    expect(result).toMatchObject({ ok: false, error: { code: 'VALIDATION' } });
  });

  test('waits for a write of the engine, whose reads go on, and then copies', async () => {
    const waiting = Promise.withResolvers<void>();
    const phases: ImportProgress['phase'][] = [];
    let running: ReturnType<typeof start> | undefined;
    const before = await engine.store.version();
    await engine.store.transaction(async () => {
      running = start(jsonLines(rows(50)), {
        onProgress: ({ phase }) => {
          phases.push(phase);
          if (phase === 'waiting') waiting.resolve();
        },
      });
      await waiting.promise;
      expect(await engine.store.version()).toBe(before);
      expect(phases).not.toContain('copying');
    });
    expect(await running).toMatchObject({ ok: true, value: { created: 50 } });
    expect(phases).toContain('copying');
  });

  test('lets commands through that come while it copies: they follow it', async () => {
    const copying = Promise.withResolvers<void>();
    const running = start(jsonLines(rows(300)), {
      onProgress: ({ phase }) => {
        if (phase === 'copying') copying.resolve();
      },
    });
    await copying.promise;
    const { outcomes } = await addTag('while copying');
    expect(outcomes).toMatchObject([{ outcome: 'accepted' }]);
    expect(await running).toMatchObject({ ok: true, value: { created: 300 } });
  });

  test('is cancelled from here, and nothing of it stays', async () => {
    const stop = new AbortController();
    const result = await start(jsonLines(rows(2000)), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'UNAVAILABLE' } });
    const { n } = await engine.store.read
      .selectFrom('issue')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(n).toBe(0);
    expect(readdirSync(engine.folder).filter((name) => name.endsWith('.staging'))).toEqual([]);
  });
});
