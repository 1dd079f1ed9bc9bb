import type { KeyPlatform } from './chord.ts';

/** The platform this page runs on, as far as keys go. */
export const keyPlatform: KeyPlatform = /Mac|iPhone|iPad/.test(navigator.userAgent)
  ? 'mac'
  : 'other';
