import type { Read } from './tables.ts';

/** A content that attachments name. */
export interface AttachedContent {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

const PAGE = 1000;

/** Every content that an attachment names, once, by hash. */
export async function* attachedContents(db: Read): AsyncGenerator<AttachedContent> {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('attachment')
      .select((eb) => ['sha256', eb.fn.max('size').as('size')])
      .where('sha256', '>', after)
      .groupBy('sha256')
      .orderBy('sha256')
      .limit(PAGE)
      .execute();
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.sha256 ?? '';
  }
}
