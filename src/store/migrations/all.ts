import { firstTables } from './0001-first-tables.ts';
import { teamServer } from './0002-team-server.ts';
import type { Migration } from './migration.ts';

/** Every migration in order. A published one is never changed: what it missed is a new one. */
export const MIGRATIONS: readonly Migration[] = [
  { number: 1, name: 'first tables', up: firstTables },
  { number: 2, name: 'team server', up: teamServer },
];
