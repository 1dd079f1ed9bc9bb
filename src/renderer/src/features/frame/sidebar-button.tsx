import { PanelLeft } from 'lucide-react';
import { IconButton } from '../../components/icon-button.tsx';
import { useSidebar } from './use-sidebar.ts';

/** Brings the sidebar back; nothing while it is there. */
export function SidebarButton() {
  const { shown, toggle } = useSidebar();
  if (shown) return null;
  return (
    <IconButton
      label="Show the sidebar"
      icon={PanelLeft}
      keys="mod+\"
      onClick={toggle}
      id="show-sidebar"
    />
  );
}
