/** Names that one text can call; whoever writes more is not talking to people. */
const MAX_MENTIONS = 100;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const INDENTED = /^(?: {4}|\t)/;
/** An @ that no letter, digit or address part stands before. */
const MENTION = /(?<![\p{L}\p{N}._%+@/-])@([a-z0-9._-]{2,33})/giu;

/**
 * The usernames that a Markdown text mentions outside code, in lower case, each once, in order. A
 * dot, hyphen or underscore at the end may be punctuation, so such a name comes without it too.
 */
export function mentionedNames(markdown: string): readonly string[] {
  if (!markdown.includes('@')) return [];
  const names = new Set<string>();
  for (const [, found = ''] of withoutCode(markdown).matchAll(MENTION)) {
    const name = found.toLowerCase();
    const bare = name.replace(/[._-]+$/, '');
    for (const one of [name, bare]) {
      if (one.length >= 2 && one.length <= 32 && names.size < MAX_MENTIONS) names.add(one);
    }
  }
  return [...names];
}

/** The text without fenced, indented and inline code (CommonMark). */
function withoutCode(markdown: string): string {
  const prose: string[] = [];
  let fence: string | null = null;
  let blankBefore = true;
  for (const line of markdown.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark !== undefined && closes(mark, fence, line)) fence = null;
      blankBefore = true;
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      continue;
    }
    const code: boolean = blankBefore && INDENTED.test(line);
    if (!code) prose.push(line);
    blankBefore = line.trim() === '' || code;
  }
  return withoutSpans(prose.join('\n'));
}

function closes(mark: string, fence: string, line: string): boolean {
  return mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark;
}

/** A run of backticks ends at the next run of the same length; one without an end is text. */
function withoutSpans(text: string): string {
  const runs = [...text.matchAll(/`+/g)];
  let prose = '';
  let from = 0;
  for (let i = 0; i < runs.length; i += 1) {
    const open = runs[i];
    if (open === undefined || open.index < from) continue;
    const close = runs.slice(i + 1).find((run) => run[0].length === open[0].length);
    if (close === undefined) continue;
    prose += `${text.slice(from, open.index)} `;
    from = close.index + close[0].length;
  }
  return prose + text.slice(from);
}
