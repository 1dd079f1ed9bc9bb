import { parseArgs } from 'node:util';

/** What `npm start -- …` passes to either host. */
export interface HostFlags {
  /** null: the application's own folder. */
  readonly workspace: string | null;
  readonly port: number;
  readonly open: boolean;
  readonly sample: boolean;
}

/** A flag that cannot be used; the message says what would be right. */
export class WrongFlag extends Error {
  override readonly name = 'WrongFlag';
}

/** Reads the flags of a host; `--shell` has been used up by the start script. */
export function parseHostFlags(args: readonly string[]): HostFlags {
  const { values } = parse(args);
  const port = values.port === undefined ? 0 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new WrongFlag('--port takes a number from 0 to 65535, such as --port 4700.');
  }
  return {
    workspace: values.workspace ?? null,
    port,
    open: !values['no-open'],
    sample: values.sample ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        workspace: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        sample: { type: 'boolean' },
        shell: { type: 'string' },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WrongFlag(
      `${reason} The flags are --shell electron|browser, --workspace DIR, --port N, --no-open, --sample.`,
    );
  }
}
