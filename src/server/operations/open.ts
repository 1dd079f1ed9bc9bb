import { type Engine, openEngine } from '#engine/engine.ts';
import { FutureSchema, NotAStore, StoreAway, StoreBusy } from '#store/errors.ts';
import { type Config, readConfig } from '../config.ts';
import { RESOURCES } from '../product.ts';
import type { ExitCode, OperationCall } from './operation.ts';

/** What is done with the configuration that an operation was told. */
export async function withConfig(
  call: OperationCall,
  work: (config: Config) => Promise<ExitCode>,
): Promise<ExitCode> {
  const read = readConfig(call.args, call.env);
  if (read.ok) return work(read.value);
  call.err(read.error.message);
  return 2;
}

/**
 * Reads the configuration and opens its store for `work`, and closes it whatever happens. What stands
 * in the way is told in one line.
 */
export function withEngine(
  call: OperationCall,
  migrate: 'now' | 'later' | 'as configured',
  work: (engine: Engine, config: Config) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withConfig(call, async (config) => {
    let engine: Engine;
    try {
      engine = await openEngine({
        folder: config.dataDir,
        resources: RESOURCES,
        program: 'katydid-server',
        migrate: migrate === 'as configured' ? migrationOf(config) : migrate,
        ...(config.databaseUrl === null ? {} : { database: config.databaseUrl }),
      });
    } catch (error) {
      call.err(lineOf(error, config));
      return 1;
    }
    try {
      return await work(engine, config);
    } finally {
      await engine.close();
    }
  });
}

function migrationOf({ migrate }: Config): 'now' | 'later' {
  return migrate === 'start' ? 'now' : 'later';
}

function lineOf(error: unknown, { dataDir }: Config): string {
  if (error instanceof StoreAway) {
    return 'The database of DATABASE_URL does not answer. Check the address and that it runs, then start again.';
  }
  const known =
    error instanceof FutureSchema || error instanceof NotAStore || error instanceof StoreBusy;
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return known ? message : `The store of ${dataDir} cannot be opened: ${message}`;
}
