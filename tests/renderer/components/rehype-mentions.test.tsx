import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from '#renderer/components/markdown.tsx';

const marked = (text: string) =>
  [
    ...renderToStaticMarkup(<Markdown text={text} />).matchAll(
      /<span data-mention="">([^<]*)<\/span>/g,
    ),
  ].map(([, name]) => name);

describe('people whom a text mentions', () => {
  it.each([
    ['@ana.lindqvist can you look?', ['@ana.lindqvist']],
    ['Ask @li, or @mina.', ['@li', '@mina']],
    ['**@li** and _@mina_', ['@li', '@mina']],
    ['- @li\n- @mina', ['@li', '@mina']],
  ])('are marked in %j', (text, names) => {
    expect(marked(text)).toEqual(names);
  });

  it.each(['`@li`', '```\n@li\n```', 'li@example.org', '[@li](https://example.org)', 'at @ noon'])(
    'are none in %j',
    (text) => {
      expect(marked(text)).toEqual([]);
    },
  );
});
