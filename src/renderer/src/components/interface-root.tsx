import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { ShortcutList } from '../keys/shortcut-list.tsx';
import { ShortcutListener } from '../keys/shortcuts.tsx';
import { LiveRegion } from './live-region.tsx';
import { ToastProvider } from './toast.tsx';
import { TooltipProvider } from './tooltip.tsx';

/**
 * What stands once around the application: keys and their list, toasts, tooltips, and the place
 * that screen readers are told things from. No part adds a style element, which our CSP forbids.
 */
export function InterfaceRoot({ children }: { readonly children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <ShortcutListener>
        <ToastProvider>
          <TooltipProvider>
            {children}
            <ShortcutList />
            <LiveRegion />
          </TooltipProvider>
        </ToastProvider>
      </ShortcutListener>
    </CSPProvider>
  );
}
