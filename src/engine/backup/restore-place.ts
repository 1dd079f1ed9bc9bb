import { constants, existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { openPostgres } from '#store/open-postgres.ts';
import { openReadOnly } from '#store/open-read-only.ts';
import { refillPostgres, refuseCompany } from '#store/postgres-backup.ts';
import { holdFile } from '#store/replace-file.ts';
import type { Store } from '#store/store.ts';
import type { Clock } from '../clock.ts';
import { storeFile } from '../workspace-folder.ts';

/** Where a backup is restored to, held so that nobody works in it meanwhile. */
export interface RestorePlace {
  /** Whether there is anything in it that a restore would take away. */
  isUsed(): Promise<boolean>;
  /** Copies what is in it, as `Store.backup` does. */
  copyRows(file: string): Promise<void>;
  /**
   * Puts the rows of `staged` in their place and closes it. All or nothing.
   * @param file the file of `staged`, in the same folder as the place's
   * @param kept whether what was there has been copied; else it is kept beside, where that can be
   * @returns the file beside that holds it; null: there is none
   */
  replace(
    staged: Store,
    file: string,
    options: { readonly kept: boolean; readonly onProgress: RowsProgress },
  ): Promise<string | null>;
  /** Whether what cannot be copied can be kept beside. */
  readonly keepsDamaged: boolean;
  close(): Promise<void>;
}

type RowsProgress = (done: number, total: number) => void;

export interface PlaceOptions {
  /** The folder of the store's file, or of what a process beside a database keeps. */
  readonly folder: string;
  /** A PostgreSQL database; null: a SQLite file in the folder. */
  readonly database: string | null;
  readonly program: string;
  readonly clock: Clock;
}

/**
 * @throws StoreBusy where another process is in; FutureSchema where a newer Katydid wrote what is
 *   there; StoreAway where the database does not answer
 */
export function openPlace(options: PlaceOptions): Promise<RestorePlace> {
  return options.database === null
    ? Promise.resolve(filePlace(options))
    : databasePlace(options.database, options);
}

function filePlace({ folder, program, clock }: PlaceOptions): RestorePlace {
  const file = storeFile(folder);
  const held = holdFile(file, program);
  return {
    keepsDamaged: true,
    isUsed: async () => existsSync(file) && (await hasWorkspace(file)),
    copyRows: (target) => copyFile(file, target, constants.COPYFILE_EXCL),
    replace: async (staged, by, { kept }) => {
      await staged.close();
      const isKept = kept || !existsSync(file);
      const aside = isKept ? null : `${file}.replaced-${stampOf(clock)}`;
      held.replace(by, aside);
      return aside;
    },
    close: async () => held.release(),
  };
}

/** A file that cannot be read may hold everything. */
async function hasWorkspace(file: string): Promise<boolean> {
  try {
    const opened = openReadOnly(file);
    try {
      return (await opened.facts()).workspace !== null;
    } finally {
      await opened.close();
    }
  } catch {
    return true;
  }
}

async function databasePlace(url: string, options: PlaceOptions): Promise<RestorePlace> {
  const { clock, program } = options;
  const store = await openPostgres({ url, program, newWord: clock.newId });
  try {
    await refuseCompany(store.read);
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    keepsDamaged: false,
    isUsed: async () => {
      if (!(await store.isMigrated())) await store.migrate();
      return (
        (await store.read.selectFrom('workspace').select('id').executeTakeFirst()) !== undefined
      );
    },
    copyRows: (target) => store.backup(target),
    replace: async (staged, _file, { onProgress }) => {
      try {
        await refillPostgres(store, staged, onProgress);
      } finally {
        await staged.close();
      }
      return null;
    },
    close: () => store.close(),
  };
}

/** The present time as a part of a file's name. */
export function stampOf(clock: Clock): string {
  return new Date(clock.now()).toISOString().replaceAll(/[-:.]/g, '');
}
