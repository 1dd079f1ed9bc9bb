import { printable } from '#engine/printable.ts';
import type { IssueShape } from '#protocol/shapes.ts';

/** `PAY-12  resolved  Ana Lindqvist  Refund is sent twice`. */
export function issueText({ key, status, assignee, title }: IssueShape): string {
  return printable([key, status, assignee?.username ?? 'nobody', title].join('  '));
}
