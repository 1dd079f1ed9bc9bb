/** As much of a Markdown syntax tree as this needs. */
interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
}

const COMMENT = /^<!--[\s\S]*-->$/;
const LINE_BREAK = /^<br\s*\/?>$/i;

/**
 * Shows HTML as the text it was typed as: `Vec<String>` outside of code marks must not lose its
 * half. Comments are left out, and a `<br>` breaks the line.
 */
export function remarkHtmlAsText(): (tree: MarkdownNode) => MarkdownNode {
  return withoutHtml;
}

function withoutHtml(node: MarkdownNode): MarkdownNode {
  if (node.children === undefined) return node;
  const isFlow = node.type === 'root' || node.type === 'blockquote' || node.type === 'listItem';
  return { ...node, children: node.children.flatMap((child) => replaced(child, isFlow)) };
}

function replaced(node: MarkdownNode, isFlow: boolean): readonly MarkdownNode[] {
  if (node.type !== 'html') return [withoutHtml(node)];
  const html = node.value?.trim() ?? '';
  if (COMMENT.test(html)) return [];
  const text: MarkdownNode = LINE_BREAK.test(html)
    ? { type: 'break' }
    : { type: 'text', value: node.value ?? '' };
  return [isFlow ? { type: 'paragraph', children: [text] } : text];
}
