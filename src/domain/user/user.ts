import { z } from 'zod';
import type { Instant, UserId } from '../ids.ts';
import { nameText } from '../text.ts';

export const ROLES = ['admin', 'manager', 'developer', 'tester'] as const;
export type Role = (typeof ROLES)[number];

/** A person of the workspace. The password never leaves the store: here is only whether one is set. */
export interface User {
  readonly id: UserId;
  readonly username: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  readonly blocked: boolean;
  /** A self-describing hash (`scrypt$…`), or null for a profile that opens without a password. */
  readonly passwordHash: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9._-]{2,32}$/,
    'A username has 2 to 32 characters: small letters, digits, dots, hyphens and underscores.',
  );
export const personName = nameText('The name', 1, 120);
export const email = z
  .email('This is not an email address. Write one such as ana@example.org.')
  .max(254);
export const role = z.enum(ROLES);
/** Made by the engine with its key derivation; the domain never sees a password. null: none. */
export const passwordHash = z.string().min(1).max(500).nullable();
