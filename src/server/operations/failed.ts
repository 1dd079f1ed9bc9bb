import { BlobsUnavailable } from '#engine/blobs/blob-store.ts';
import { FutureSchema, NotAStore, StoreAway, StoreBusy } from '#store/errors.ts';
import type { ExitCode, OperationCall } from './operation.ts';

const KNOWN = [FutureSchema, NotAStore, StoreAway, StoreBusy, BlobsUnavailable];

/**
 * Tells in one line why an operation ended early. What nobody expected is thrown on.
 * @param stopped what is told where it was asked to stop
 */
export function failed(
  { err, stop }: Pick<OperationCall, 'err' | 'stop'>,
  error: unknown,
  stopped: string,
): ExitCode {
  if (stop.aborted) err(stopped);
  else if (error instanceof Error && KNOWN.some((kind) => error instanceof kind)) {
    err(error.message);
  } else if (error instanceof Error && 'syscall' in error) {
    err(`The disk refuses: ${error.message}`);
  } else throw error;
  return 1;
}
