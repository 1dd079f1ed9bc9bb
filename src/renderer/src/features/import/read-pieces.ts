/** Bytes of one piece: as base64 it stays below what one call takes. */
const PIECE_BYTES = 3 * 1024 * 1024;

/** A file's contents in pieces, each as base64, with how many bytes have been read so far. */
export async function* readPieces(
  file: Blob,
): AsyncGenerator<{ readonly base64: string; readonly read: number }> {
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const piece = file.slice(at, at + PIECE_BYTES);
    yield { base64: await base64Of(piece), read: at + piece.size };
  }
}

/** The browser's own encoding, off the main thread. */
function base64Of(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(piece);
  });
}
