/** The five shapes from grave to slight: octagon, triangle, diamond, hollow triangle, dash. */
export const SEVERITY_SHAPES = ['octagon', 'triangle', 'diamond', 'hollow', 'dash'] as const;
export type SeverityShape = (typeof SEVERITY_SHAPES)[number];

const LAST = SEVERITY_SHAPES.length - 1;

/**
 * The shape of rank `rank` (1 is the gravest) among `count` severities: the first takes the
 * octagon, the last the dash, the others spread between. A single severity takes the octagon.
 */
export function severityShape(rank: number, count: number): SeverityShape {
  if (rank <= 1 || count <= 1) return 'octagon';
  if (rank >= count) return 'dash';
  const spread = Math.round(((rank - 1) * LAST) / (count - 1));
  return SEVERITY_SHAPES[Math.min(LAST - 1, Math.max(1, spread))] ?? 'diamond';
}
