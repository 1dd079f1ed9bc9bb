import fc from 'fast-check';

const USUAL_SEED = 20_261_120;

/**
 * Vitest's setup of each test file: properties draw the same cases on every run. `KATYDID_SEED=N`
 * draws others, to search further by hand.
 */
fc.configureGlobal({ seed: Number(process.env.KATYDID_SEED ?? USUAL_SEED) });
