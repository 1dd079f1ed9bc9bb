import type { Instant, TagId } from '../ids.ts';
import { nameText } from '../text.ts';

export interface Tag {
  readonly id: TagId;
  readonly name: string;
  /** `#rrggbb`. */
  readonly colour: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export const tagName = nameText('The tag name', 1, 40);
