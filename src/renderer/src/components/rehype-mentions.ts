/** As much of an HTML syntax tree as this needs. */
interface HtmlNode {
  readonly type: string;
  readonly value?: string;
  readonly tagName?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly HtmlNode[];
}

/** An @ that no letter, digit or address part stands before; a stop at the end ends the sentence. */
const MENTION = /(?<![\p{L}\p{N}._%+@/-])@[a-z0-9._-]{1,32}[a-z0-9]/giu;
/** In code an @ is code, and in a link it belongs to the address. */
const UNTOUCHED: ReadonlySet<string> = new Set(['code', 'pre', 'a']);

/** Marks the people whom a text mentions, as `<span data-mention>`. Runs after sanitizing. */
export function rehypeMentions(): (tree: HtmlNode) => HtmlNode {
  return withMentions;
}

function withMentions(node: HtmlNode): HtmlNode {
  if (node.children === undefined || UNTOUCHED.has(node.tagName ?? '')) return node;
  return { ...node, children: node.children.flatMap(marked) };
}

function marked(node: HtmlNode): readonly HtmlNode[] {
  const { type, value } = node;
  if (type !== 'text' || value === undefined || !value.includes('@')) return [withMentions(node)];
  const runs: HtmlNode[] = [];
  let from = 0;
  for (const { 0: mention, index } of value.matchAll(MENTION)) {
    if (index > from) runs.push({ type, value: value.slice(from, index) });
    runs.push({
      type: 'element',
      tagName: 'span',
      properties: { dataMention: '' },
      children: [{ type, value: mention }],
    });
    from = index + mention.length;
  }
  runs.push({ type, value: value.slice(from) });
  return runs;
}
