/** The names alone, so that the sandboxed preload stays tiny: one call channel, one feed. */
export const CALL_CHANNEL = 'katydid:call';
export const FEED_CHANNEL = 'katydid:feed';
