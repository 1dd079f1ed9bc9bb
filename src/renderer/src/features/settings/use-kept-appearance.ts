import { useEffect } from 'react';
import { useSession } from '../../stores/session.ts';
import { DENSITIES, THEMES } from '../../theme/appearance.ts';
import { useAppearance } from '../../theme/use-appearance.ts';

/**
 * Takes over the look that the engine keeps for this person: the page itself remembers only the
 * last one that it showed, and nothing on another port.
 */
export function useKeptAppearance(): void {
  const [, choose] = useAppearance();
  const { settings } = useSession();
  const theme = THEMES.find((one) => one === settings.theme);
  const density = DENSITIES.find((one) => one === settings.density);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `choose` is always the same.
  useEffect(() => {
    if (theme !== undefined) choose({ theme });
    if (density !== undefined) choose({ density });
  }, [theme, density]);
}
