import type { LucideIcon } from 'lucide-react';

export type { LucideIcon } from 'lucide-react';

const SMALL = 13;

interface IconProps {
  readonly of: LucideIcon;
  /** Edge in px; 16 in the interface, 11 to 14 inside chips and key caps. */
  readonly size?: number | undefined;
  readonly className?: string | undefined;
}

/** A Lucide icon in the house stroke. It is decoration: the control around it carries the name. */
export function Icon({ of: Glyph, size = 16, className }: IconProps) {
  return (
    <Glyph
      size={size}
      strokeWidth={size <= SMALL ? 2 : 1.75}
      aria-hidden="true"
      focusable="false"
      {...(className === undefined ? {} : { className })}
    />
  );
}
