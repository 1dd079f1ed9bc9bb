/** Words and signs of a document. */
export const MOST_TOKENS = 2000;
/** Fields within fields. */
export const MOST_DEPTH = 12;
/** Brackets within brackets of whatever kind; deeper than MOST_DEPTH fields with arguments need. */
export const MOST_NESTING = 64;
/** Fields under another name. */
export const MOST_ALIASES = 50;
export const MOST_ROOT_FIELDS = 20;
/** Objects that an operation may read or write, as `costOf` reckons them. */
export const MOST_COST = 5000;
/** Bytes of a body. */
export const MOST_BYTES = 1024 * 1024;
