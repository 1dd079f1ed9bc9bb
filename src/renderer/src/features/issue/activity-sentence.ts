import { PRIORITIES } from '#domain/issue/issue.ts';
import { RELATION_FIELDS } from '#domain/relation/relation.ts';
import type { ActivityShape } from '#protocol/shapes.ts';
import { fieldWord, valueWord } from './words.ts';

/** A run of a sentence: plain, or a name or value that stands out. */
export type Part = string | { readonly strong: string };

/** How values are said that the record keeps by a short name. */
export interface RecordWords {
  /** A username. */
  readonly person: (username: string) => string;
  /** The name of a state. */
  readonly status: (name: string) => string;
  /** The id of an issue. */
  readonly issue: (id: string) => string;
  /** `YYYY-MM-DD`. */
  readonly day: (day: string) => string;
  /** How grave a level is, 1 for the gravest; undefined where the list no longer has it. */
  readonly severityRank: (level: string) => number | undefined;
}

/** Entries that stand without the person in front: the record speaks of what came about. */
export function speaksForItself({ kind, field }: ActivityShape): boolean {
  return kind === 'unassignable' || (kind === 'assigned' && field === 'rule');
}

/** What happened, as a sentence whose subject is the person who did it. */
export function activitySentence(activity: ActivityShape, words: RecordWords): readonly Part[] {
  const { kind, field, from, to } = activity;
  switch (kind) {
    case 'created':
      return ['reported it'];
    case 'imported':
      return ['imported it'];
    case 'deleted':
      return ['deleted it'];
    case 'edited':
    case 'bug-edited':
      return editSentence(activity, words);
    case 'bug-added':
      return ['added the bug details'];
    case 'bug-removed':
      return ['removed the bug details'];
    case 'tagged':
      return ['added the tag ', strong(to)];
    case 'untagged':
      return ['removed the tag ', strong(from)];
    case 'transitioned':
      return ['moved it', ...fromTo(from, to, words.status)];
    case 'assigned':
      if (field === 'rule') return [`Chosen ${to ?? 'by a rule'}`];
      return ['assigned it to ', said(to, words.person), ...before(from, words.person)];
    case 'unassigned':
      return ['took it from ', said(from, words.person)];
    case 'unassignable':
      return ['No rule found anybody for it'];
    case 'commented':
      return ['commented'];
    case 'comment-edited':
      return ['edited a comment'];
    case 'comment-deleted':
      return ['deleted a comment'];
    case 'related':
      return relationSentence(activity, words, ['said that ', 'related it to ']);
    case 'unrelated':
      return relationSentence(activity, words, ['took back that ', 'no longer relates it to ']);
    case 'attached':
      return ['attached ', strong(to)];
    case 'detached':
      return ['removed a file'];
    case 'history':
      return historySentence(activity);
  }
}

function editSentence({ field, from, to }: ActivityShape, words: RecordWords): readonly Part[] {
  const name = fieldWord(field ?? '');
  switch (field) {
    case 'confidential':
      return [to === 'true' ? 'marked it confidential' : 'lifted the confidentiality'];
    case 'resolvedAt':
    case 'closedAt':
      return [
        `${to === null ? 'cleared' : 'set'} the time it was ${field === 'closedAt' ? 'closed' : 'resolved'}`,
      ];
    case 'resolutionNote':
      return [from === null ? `wrote the ${name}` : `changed the ${name}`];
    case 'duplicateOf':
      if (to === null) return ['no longer calls it a duplicate'];
      return ['marked it as a duplicate of ', said(to, words.issue)];
    case 'description':
    case 'stepsToReproduce':
    case 'expected':
    case 'actual':
    case 'environment':
      return [`${from === null || from === '' ? 'wrote' : 'changed'} the ${name}`];
    case 'severity':
      return rankedSentence(name, [from, to], words.severityRank);
    case 'priority':
      return rankedSentence(name, [from, to], (value) => PRIORITY_RANKS.get(value));
    case 'dueDate':
      return valueSentence(name, from, to, words.day);
    default:
      return valueSentence(name, from, to, (value) => valueWord(field ?? '', value));
  }
}

/** The beginnings are for a relation that has a direction, and for one that has none. */
function relationSentence(
  { field, from, to }: ActivityShape,
  words: RecordWords,
  [said, plain]: readonly [string, string],
): readonly Part[] {
  const name = to ?? from;
  const other = strong(name === null ? null : words.issue(name));
  switch (field) {
    case RELATION_FIELDS.blocks.issue:
      return [`${said}it blocks `, other];
    case RELATION_FIELDS.blocks.other:
      return [said, other, ' blocks it'];
    case RELATION_FIELDS.duplicates.issue:
      return [`${said}it is a duplicate of `, other];
    case RELATION_FIELDS.duplicates.other:
      return [said, other, ' is a duplicate of it'];
    default:
      return [plain, other];
  }
}

/** Rank 1 stands highest. */
const PRIORITY_RANKS: ReadonlyMap<string, number> = new Map(
  PRIORITIES.toReversed().map((priority, at) => [priority, at + 1]),
);

/** "raised the severity from Critical to Blocker". */
function rankedSentence(
  name: string,
  [from, to]: readonly [string | null, string | null],
  rankOf: (value: string) => number | undefined,
): readonly Part[] {
  const [before, after] = [from, to].map((value) => (value === null ? undefined : rankOf(value)));
  const say = (value: string) => valueWord(name, value);
  if (before === undefined || after === undefined) return valueSentence(name, from, to, say);
  return [`${after < before ? 'raised' : 'lowered'} the ${name}`, ...fromTo(from, to, say)];
}

/** The words of another tracker: its fields and values are said as they were. */
function historySentence({ field, from, to }: ActivityShape): readonly Part[] {
  const name = field ?? 'something';
  if (to === null) return from === null ? [`changed ${name}`] : [`removed ${name} `, strong(from)];
  if (from === null) return [`set ${name} to `, strong(to)];
  return [`changed ${name}`, ...fromTo(from, to, (value) => value)];
}

function valueSentence(
  name: string,
  from: string | null,
  to: string | null,
  say: (value: string) => string,
): readonly Part[] {
  if (to === null) return [`removed the ${name}`, ...before(from, say)];
  if (from === null) return [`set the ${name} to `, said(to, say)];
  return [`changed the ${name}`, ...fromTo(from, to, say)];
}

function fromTo(
  from: string | null,
  to: string | null,
  say: (value: string) => string,
): readonly Part[] {
  if (from === null) return [' to ', said(to, say)];
  return [` from ${say(from)} to `, said(to, say)];
}

function before(from: string | null, say: (value: string) => string): readonly Part[] {
  return from === null ? [] : [`, before ${say(from)}`];
}

function said(value: string | null, say: (value: string) => string): Part {
  return strong(value === null ? null : say(value));
}

function strong(text: string | null): Part {
  return { strong: text ?? '(deleted)' };
}

/** Changes of long texts, whose former words are shown when asked for. */
const WITH_FORMER_TEXT: ReadonlySet<string> = new Set([
  'description',
  'resolutionNote',
  'stepsToReproduce',
  'expected',
  'actual',
]);

/** The former text behind an entry, in Markdown; null where there is none to show. */
export function formerText({ kind, field, from }: ActivityShape): string | null {
  if (from === null || from.trim() === '') return null;
  if (kind === 'comment-edited') return from;
  if (kind === 'bug-removed') return detailsText(from);
  if (field === 'environment') return entriesText(record(from));
  return (kind === 'edited' || kind === 'bug-edited') && WITH_FORMER_TEXT.has(field ?? '')
    ? from
    : null;
}

function detailsText(json: string): string {
  const { stepsToReproduce = '', expected = '', actual = '' } = record(json);
  const parts = [
    String(stepsToReproduce),
    expected === '' ? '' : `**Expected**\n\n${expected}`,
    actual === '' ? '' : `**Actual**\n\n${actual}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Names and values as a list; backquotes keep them from being read as Markdown. */
export function entriesText(entries: Readonly<Record<string, unknown>>): string {
  return Object.entries(entries)
    .map(([name, value]) => `- ${name}: \`${String(value).replaceAll('`', '´')}\``)
    .join('\n');
}

function record(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value))
      : {};
  } catch {
    return {};
  }
}
