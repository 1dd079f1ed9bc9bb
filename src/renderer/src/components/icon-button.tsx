import { Button, type ButtonProps } from './button.tsx';
import type { LucideIcon } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'iconOnly' | 'icon'> {
  /** Its name, for the tooltip and for screen readers: "Watch". */
  readonly label: string;
  readonly icon: LucideIcon;
}

/** A button without words in view: named, with a tooltip that shows its key or why it is shut. */
export function IconButton({ label, keys, shut, variant = 'ghost', ...rest }: IconButtonProps) {
  return (
    <Tooltip label={shut ?? label} keys={shut === undefined ? keys : undefined}>
      <Button {...rest} variant={variant} keys={keys} shut={shut} aria-label={label} iconOnly />
    </Tooltip>
  );
}
