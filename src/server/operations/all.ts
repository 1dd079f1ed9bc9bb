import { backup } from './backup.ts';
import { createAdmin } from './create-admin.ts';
import { exportOperation } from './export.ts';
import { importOperation } from './import.ts';
import { migrate } from './migrate.ts';
import type { Operation } from './operation.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';

/** Everything that `katydid-server` does; the first where no name is given. */
export const OPERATIONS: readonly [Operation, ...Operation[]] = [
  serve,
  migrate,
  createAdmin,
  backup,
  restore,
  importOperation,
  exportOperation,
];
