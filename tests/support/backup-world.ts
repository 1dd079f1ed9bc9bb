import { join } from 'node:path';
import type { IssueId, UserId } from '#domain/ids.ts';
import { folderBlobs } from '#engine/blobs/folder-blobs.ts';
import { systemClock } from '#engine/clock.ts';
import type { Engine } from '#engine/engine.ts';
import { runImport } from '#engine/import/run-import.ts';
import { beginSession } from '#store/auth-sessions.ts';
import type { Head } from '#store/store.ts';
import { inChunks, sha256Of, someBytes } from './blob-places.ts';
import { RESOURCES } from './engine.ts';
import { beginWorkspace, type Dump, dumpOf, give, type ServerPlace } from './operations.ts';

const SAMPLE = join(RESOURCES, 'sample', 'sample.jsonl');

/** The file of an attachment. */
export const BYTES = someBytes(200_000);
export const HASH = sha256Of(BYTES);

/** Fills a place with issues, one of which has a file, and somebody signed in. */
export async function fillPlace(place: ServerPlace): Promise<void> {
  const engine = await place.open();
  const admin = await beginWorkspace(engine);
  if (engine.store.dialect === 'sqlite') await importSample(engine, admin);
  const issue = await anIssue(engine, admin);
  await folderBlobs(join(place.folder, 'blobs')).put(HASH, inChunks(BYTES, 64_000));
  await give(engine, admin, 'attachment.add', {
    id: systemClock.newId(),
    issue,
    comment: null,
    name: 'a.png',
    mime: 'image/png',
    size: BYTES.length,
    sha256: HASH,
  });
  const session = { id: systemClock.newId(), user: admin, now: 1 };
  await engine.store.transaction((tx) =>
    beginSession(tx, session, { hash: 'a hash', expiresAt: 2 ** 40 }),
  );
  await engine.close();
}

async function importSample(engine: Engine, actor: UserId): Promise<void> {
  const report = await runImport(engine, {
    actor,
    file: SAMPLE,
    dryRun: false,
    skipBad: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  if (!report.ok) throw new Error(report.error.message);
}

/** A new issue in `BUG` with a comment. */
export async function anIssue(engine: Engine, by: UserId): Promise<IssueId> {
  const { read } = engine.store;
  const project = await read
    .selectFrom('project')
    .select('id')
    .where('key', '=', 'BUG')
    .executeTakeFirstOrThrow();
  const severity = await read.selectFrom('severity').select('id').executeTakeFirstOrThrow();
  const id = systemClock.newId() as IssueId;
  await give(engine, by, 'issue.create', {
    id,
    project: project.id,
    severity: severity.id,
    title: 'Ein Käfer \u{1F997}',
    description: 'It chirps at night.',
  });
  await give(engine, by, 'comment.add', {
    id: systemClock.newId(),
    issue: id,
    content: 'I hear it too.',
  });
  return id;
}

/** Everything in a place. */
export async function dumped(
  place: ServerPlace,
): Promise<{ readonly dump: Dump; readonly head: Head }> {
  const engine = await place.open();
  try {
    return { dump: await dumpOf(engine.store), head: await engine.store.head() };
  } finally {
    await engine.close();
  }
}
