/** `#rrggbb` as three channels from 0 to 255. */
type Rgb = readonly [number, number, number];

/** A colour as it is shown in each theme. */
export interface ThemedColour {
  readonly light: string;
  readonly dark: string;
}

/** The hardest ground of each theme that a shape stands on (--bg-active), and its --text. */
const GROUNDS = {
  light: { ground: '#e6eae5', text: '#191d19' },
  dark: { ground: '#232623', text: '#e8eae7' },
} as const;

const SHAPE_CONTRAST = 3;
const STEPS = 20;

/**
 * A person's own choice of colour, moved towards the text colour of each theme until it holds
 * 3:1 on every ground (WCAG 2.2, 1.4.11). What is no `#rrggbb` becomes the text colour.
 */
export function legibleColour(colour: string): ThemedColour {
  return { light: moved(colour, 'light'), dark: moved(colour, 'dark') };
}

function moved(colour: string, theme: keyof typeof GROUNDS): string {
  const { ground, text } = GROUNDS[theme];
  const own = rgbOf(colour);
  const target = rgbOf(text);
  const base = rgbOf(ground);
  if (own === undefined || target === undefined || base === undefined) return text;
  for (let step = 0; step < STEPS; step += 1) {
    const candidate = mixed(own, target, step / STEPS);
    if (contrast(candidate, base) >= SHAPE_CONTRAST) return hexOf(candidate);
  }
  return text;
}

/** The WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1 to 21; 1 where one is none. */
export function contrastRatio(a: string, b: string): number {
  const first = rgbOf(a);
  const second = rgbOf(b);
  return first === undefined || second === undefined ? 1 : contrast(first, second);
}

function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function linear(channel: number): number {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const mix = (a: number, b: number) => Math.round(a + (b - a) * share);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

function rgbOf(hex: string): Rgb | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return undefined;
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
