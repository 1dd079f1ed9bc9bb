import { type CSSProperties, type ReactNode, useMemo } from 'react';
import { FIRST_SEVERITIES } from '#domain/severity/severity.ts';
import { legibleColour } from './colour.ts';
import styles from './glyph.module.css';
import { CUT, Glyph } from './glyph.tsx';
import { type SeverityShape, severityShape } from './severity-shape.ts';

interface SeverityGlyphProps {
  /** Place in the managed list by gravity, 1 for the gravest, and how many there are. */
  readonly rank: number;
  readonly count: number;
  /** The level's own `#rrggbb`. */
  readonly colour: string;
  /** The level's name, where it does not stand beside the glyph. */
  readonly label?: string | undefined;
  readonly size?: number | undefined;
}

/** The tokens of the colours that a workspace starts with: they differ between the themes. */
const TOKEN_CLASSES = [
  styles.blocker,
  styles.critical,
  styles.major,
  styles.minor,
  styles.trivial,
] as const;

/** A severity: shape by rank, colour by the list. */
export function SeverityGlyph({ rank, count, colour, label, size }: SeverityGlyphProps) {
  const paint = usePaint(colour);
  return (
    <Glyph label={label} size={size} {...paint}>
      {SHAPES[severityShape(rank, count)]}
    </Glyph>
  );
}

/** How a colour of the list is painted: by token where it has one, else moved to 3:1. */
function usePaint(colour: string) {
  return useMemo(() => {
    const first = FIRST_SEVERITIES.findIndex((severity) => severity.colour === colour);
    const token = TOKEN_CLASSES[first];
    if (token !== undefined) return { className: token };
    const { light, dark } = legibleColour(colour);
    const style = { '--own-light': light, '--own-dark': dark } as CSSProperties;
    return { className: styles.own, style };
  }, [colour]);
}

const SHAPES: Readonly<Record<SeverityShape, ReactNode>> = {
  octagon: (
    <>
      <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z" fill="currentColor" />
      <path d="M5 8h6" stroke={CUT} strokeWidth="1.9" strokeLinecap="round" />
    </>
  ),
  triangle: (
    <>
      <path
        d="M8 2.2 14.3 13.3H1.7z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
      <path d="M8 6.2v3.4" stroke={CUT} strokeWidth="1.7" strokeLinecap="round" />
      <circle cx="8" cy="11.9" r="1" fill={CUT} />
    </>
  ),
  diamond: (
    <path
      d="M8 1.9 14.1 8 8 14.1 1.9 8z"
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="1.2"
      strokeLinejoin="round"
    />
  ),
  hollow: (
    <path
      d="M2.3 3.7h11.4L8 13.2z"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinejoin="round"
    />
  ),
  dash: <path d="M3.5 8h9" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
};
