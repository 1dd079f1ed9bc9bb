import { Square, SquareCheck } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import styles from './markdown.module.css';
import { openableUrl } from './markdown-url.ts';
import { rehypeMentions } from './rehype-mentions.ts';
import { remarkHtmlAsText } from './remark-html-as-text.ts';

/**
 * Somebody's text as Markdown (GFM), with the people whom it mentions. Nothing in it runs or loads: HTML is shown as text, images
 * become links, and links open outside, by http, https or mailto alone.
 */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }) {
  return (
    <div className={styles.markdown} dir="auto">
      <ReactMarkdown
        remarkPlugins={[remarkGfm, remarkHtmlAsText]}
        rehypePlugins={[rehypeSanitize, rehypeMentions]}
        components={components}
        urlTransform={(url) => openableUrl(url) ?? ''}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
});

/** A heading in a comment is no heading of the page: it would break the page's own order. */
function Heading({ children }: { readonly children?: ReactNode }) {
  return <p className={styles.heading}>{children}</p>;
}

function OutsideLink({
  href,
  children,
}: {
  readonly href?: string | undefined;
  readonly children?: ReactNode;
}) {
  if (href === undefined || href === '') return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

const components: Components = {
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  img: ({ src, alt }) => {
    const address = typeof src === 'string' ? src : '';
    return <OutsideLink href={address}>{alt || address || 'image'}</OutsideLink>;
  },
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  p: ({ children }) => <p dir="auto">{children}</p>,
  // Not the items: a list takes its side from text that says no direction of its own.
  ul: ({ children }) => <ul dir="auto">{children}</ul>,
  ol: ({ children, start }) => (
    <ol dir="auto" {...(start === undefined ? {} : { start })}>
      {children}
    </ol>
  ),
  pre: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <pre className={styles.code} dir="ltr" tabIndex={0}>
      {children}
    </pre>
  ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles.table} aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  ),
  input: ({ checked }) => {
    const Box = checked === true ? SquareCheck : Square;
    return (
      <Box
        size={16}
        strokeWidth={1.75}
        className={styles.task}
        role="img"
        aria-label={checked === true ? 'Done' : 'Not done'}
      />
    );
  },
};
