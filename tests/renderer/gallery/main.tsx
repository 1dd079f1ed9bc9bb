/// <reference types="vite/client" />
import '#renderer/styles/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { InterfaceRoot } from '#renderer/components/interface-root.tsx';
import { SplitView } from '#renderer/components/split-view.tsx';
import { VisuallyHidden } from '#renderer/components/visually-hidden.tsx';
import { Controls } from './controls.tsx';
import { Fields } from './fields.tsx';
import { Glyphs } from './glyphs.tsx';
import { States } from './states.tsx';
import { Texts } from './texts.tsx';

/**
 * Every part in its states. `?theme=light` and `?theme=dark` show one theme, as the tests ask for;
 * without it both stand side by side, as in the picture of the design.
 */
const asked = new URLSearchParams(location.search).get('theme');
if (asked !== null) document.documentElement.dataset.theme = asked;
const themes = asked === null ? ['light', 'dark'] : [asked];

function Gallery() {
  return (
    <>
      <VisuallyHidden>
        <h1>The parts</h1>
      </VisuallyHidden>
      <div className="panels">
        {themes.map((theme) => (
          <div key={theme} className="panel" data-theme={theme}>
            <div>
              <Controls />
              <Glyphs />
              <Texts />
            </div>
            <div>
              <States />
              <Fields />
            </div>
          </div>
        ))}
      </div>
      <div className="split">
        <SplitView label="Width of the issue" pane={<p>The issue</p>}>
          <p>The list</p>
        </SplitView>
      </div>
    </>
  );
}

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <InterfaceRoot>
        <Gallery />
      </InterfaceRoot>
    </StrictMode>,
  );
}
