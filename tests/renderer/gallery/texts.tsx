import { useState } from 'react';
import { DateText } from '#renderer/components/date-text.tsx';
import { KatydidDrawing } from '#renderer/components/katydid-drawing.tsx';
import { Markdown } from '#renderer/components/markdown.tsx';
import { MarkdownEditor } from '#renderer/components/markdown-editor.tsx';
import { RelativeTime } from '#renderer/components/relative-time.tsx';
import { Group } from './group.tsx';

const TEXT = `# After a timeout

Retry builds the request again with a new \`idempotencyKey\`. See [the log](https://example.org/log), ~~or not~~.

- [x] found
- [ ] mended

> It was free when you took it.

\`\`\`ts
const key = await idempotencyKey('${'long'.repeat(30)}');
\`\`\`

| step | result |
|---|---|
| refund | twice |

![a picture](https://example.org/picture.png) [bad](javascript:alert(1)) <img src=x onerror=alert(1)>

${'Word'.repeat(40)}

שלום, זה טקסט מימין לשמאל.`;

const FIXED = Date.UTC(2020, 10, 19, 12);

export function Texts() {
  const [text, setText] = useState('Same on **iOS 18.1**.');
  return (
    <>
      <Group title="Markdown">
        <Markdown text={TEXT} />
      </Group>
      <Group title="Markdown editor">
        <MarkdownEditor label="Comment" labelHidden value={text} onChange={setText} />
      </Group>
      <Group title="Times">
        <div className="line">
          <RelativeTime at={FIXED} /> <RelativeTime at={FIXED} form="stamp" />
          <DateText day="2020-11-24" />
        </div>
      </Group>
      <Group title="Drawing">
        <div className="drawing">
          <KatydidDrawing />
        </div>
      </Group>
    </>
  );
}
