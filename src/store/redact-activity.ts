import type { Redaction } from '#domain/activity/record-activity.ts';
import type { Transaction } from './transaction.ts';

/** Takes texts out of the record; who, when and what kind stay (spec: Permissions). */
export async function redactActivity(
  tx: Transaction,
  redactions: readonly Redaction[],
): Promise<void> {
  if (redactions.length === 0) return;
  await tx.numbers.look({ issue: redactions.map(({ issue }) => issue) });
  for (const { issue, field } of redactions) {
    const texts = tx.db
      .updateTable('activity')
      .set({ from_text: null, to_text: null })
      .where('issue', '=', tx.numbers.seq(issue));
    await (field === null ? texts : texts.where('field', '=', field)).execute();
  }
}
