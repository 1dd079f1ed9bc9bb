import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Engine } from '#engine/engine.ts';
import { buildApp } from '../app.ts';
import { ensureAdmin, HOW_TO_MAKE_AN_ADMIN, hasAdmin } from '../auth/first-admin.ts';
import type { Config } from '../config.ts';
import { readSecretOf } from '../secret.ts';
import { withEngine } from './open.ts';
import type { ExitCode, Operation, OperationCall } from './operation.ts';

/** How long requests in flight may take when the server stops, in milliseconds. */
const GRACE_MS = 10_000;
/** How often the tables are looked at while another program is to migrate them, in milliseconds. */
const LOOK_MS = 1000;

/** Listens until it is asked to stop. */
export const serve: Operation = {
  name: 'serve',
  summary: 'serves the team (unless another operation is named)',
  run: (call) =>
    withEngine(call, 'as configured', (engine, config) => listen(call, engine, config)),
};

async function listen(call: OperationCall, engine: Engine, config: Config): Promise<ExitCode> {
  const secret = readSecretOf(config);
  if (!secret.ok) {
    call.err(secret.error.message);
    return 2;
  }
  const app = await buildApp({ config, engine, secret: secret.value });
  const seeing = await seeToAdmin(call, app, engine, config);
  if (seeing === null) {
    await app.close();
    return 1;
  }
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    call.err(`PORT ${config.port} on HOST ${config.host} cannot be listened on: ${reason}.`);
    await app.close();
    return 1;
  }
  await stopped(call.stop);
  app.log.info('stopping');
  const grace = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
  await app.close();
  clearTimeout(grace);
  await seeing.done;
  return 0;
}

/**
 * Makes or realigns the configured admin; where the tables are not there yet, as soon as they are.
 * null: it cannot be done, which has been told.
 */
async function seeToAdmin(
  call: OperationCall,
  app: FastifyInstance,
  engine: Engine,
  { admin }: Config,
): Promise<{ readonly done: Promise<void> } | null> {
  const see = async () => {
    const outcome = admin === null ? null : await ensureAdmin(engine, admin);
    if (outcome?.ok === false) return outcome.error.message;
    if (outcome && outcome.value !== 'unchanged') app.log.info(`admin ${outcome.value}`);
    if (!(await hasAdmin(engine))) app.log.warn(HOW_TO_MAKE_AN_ADMIN);
    return null;
  };
  if (await engine.store.isMigrated()) {
    const fault = await see();
    if (fault !== null) call.err(`The admin of ADMIN_USERNAME cannot be made: ${fault}`);
    return fault === null ? { done: Promise.resolve() } : null;
  }
  app.log.warn('The tables are not up to date: waiting for “katydid-server migrate”.');
  return { done: whenMigrated(engine, call.stop, see).catch((error) => app.log.error(error)) };
}

async function whenMigrated(
  { store }: Engine,
  stop: AbortSignal,
  work: () => Promise<string | null>,
): Promise<void> {
  while (!stop.aborted) {
    if (await store.isMigrated()) {
      const fault = await work();
      if (fault !== null) throw new Error(fault);
      return;
    }
    await sleep(LOOK_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

function stopped(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
}
