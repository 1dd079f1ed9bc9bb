import './theme/use-appearance.ts';
import './styles/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { InterfaceRoot } from './components/interface-root.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root.');
createRoot(root).render(
  <StrictMode>
    <InterfaceRoot>
      <App />
    </InterfaceRoot>
  </StrictMode>,
);
