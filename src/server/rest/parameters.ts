import { z } from 'zod';
import { clean } from '#domain/text.ts';

/** What names something in a path or a body: its id, or its own name. */
export const ref = clean.trim().min(1).max(64);

/** A yes or no in the URL; no unless told. */
export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
