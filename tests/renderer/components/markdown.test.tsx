import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from '#renderer/components/markdown.tsx';

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

describe('Markdown of somebody', () => {
  it.each([
    ['Vec<String> is lost', 'Vec&lt;String&gt; is lost'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ])('shows the HTML of %s as text', (text, shown) => {
    expect(html(text)).toContain(shown);
  });

  it('leaves HTML comments out and breaks the line at <br>', () => {
    const shown = html('one<br>two <!-- hidden -->\n\n<!--\nhidden\n-->');
    expect(shown).toMatch(/one<br\/>\s*two/);
    expect(shown).not.toContain('hidden');
  });

  it.each(['[x](javascript:alert(1))', '[x](data:text/html,x)', '[x](/local)'])(
    'makes no link of %s',
    (text) => {
      expect(html(text)).not.toContain('<a');
    },
  );

  it('makes a picture a link, so that nothing is loaded', () => {
    const shown = html('![the screen](https://example.org/a.png)');
    expect(shown).toContain('href="https://example.org/a.png"');
    expect(shown).toContain('the screen');
    expect(shown).not.toContain('<img');
  });

  it('makes no heading of the page', () => {
    expect(html('# Title')).not.toMatch(/<h\d/);
  });
});
