import { ChevronDown, List, Rows3, SquareKanban } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu } from '../../components/menu.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import type { Grouping, Route } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import { saveSetting } from '../../stores/settings.ts';
import { DENSITIES, type Density } from '../../theme/appearance.ts';
import { useAppearance } from '../../theme/use-appearance.ts';

const DENSITY_WORDS: Readonly<Record<Density, string>> = {
  compact: 'Compact rows',
  standard: 'Standard rows',
  comfortable: 'Comfortable rows',
};

/** How high rows are. */
export function DensityButton() {
  const [{ density }, choose] = useAppearance();
  return (
    <Menu
      align="end"
      trigger={<IconButton label="Height of rows" icon={Rows3} variant="default" />}
      sections={[
        {
          id: 'density',
          single: true,
          items: DENSITIES.map((one) => ({
            id: one,
            label: DENSITY_WORDS[one],
            checked: one === density,
            run: () => {
              choose({ density: one });
              void saveSetting('density', one);
            },
          })),
        },
      ]}
    />
  );
}

interface GroupingButtonProps {
  readonly group: Grouping;
  readonly onGroup: (group: Grouping) => void;
}

/** By what the list is grouped. */
export function GroupingButton({ group, onGroup }: GroupingButtonProps) {
  const words: Readonly<Record<Grouping, string>> = { status: 'status', none: 'none' };
  return (
    <Menu
      align="end"
      trigger={<Button trailingIcon={ChevronDown}>Group: {words[group]}</Button>}
      sections={[
        {
          id: 'group',
          single: true,
          items: (['status', 'none'] as const).map((one) => ({
            id: one,
            label: one === 'status' ? 'By status' : 'Without groups',
            checked: one === group,
            run: () => onGroup(one),
          })),
        },
      ]}
    />
  );
}

interface ViewSwitchProps {
  readonly view: 'list' | 'board';
  /** The same issues in the other view. */
  readonly other: Route;
}

/** The same issues as a list or as a board. */
export function ViewSwitch({ view, other }: ViewSwitchProps) {
  return (
    <SegmentedControl
      label="View"
      value={view}
      onChange={() => navigate(other)}
      segments={[
        { value: 'list', label: 'List', icon: List },
        { value: 'board', label: 'Board', icon: SquareKanban },
      ]}
    />
  );
}
