import type { UserId } from '#domain/ids.ts';
import type { User } from '#domain/user/user.ts';
import type { UserShape } from '#protocol/shapes.ts';

/** A person as the rules of the domain know them, to ask `can` before the host is asked. */
export function actorOf(person: UserShape): User {
  return {
    id: person.id as UserId,
    username: person.username,
    name: person.name,
    email: person.email,
    role: person.role,
    blocked: person.blocked,
    passwordHash: null,
    createdAt: Date.parse(person.createdAt),
    updatedAt: Date.parse(person.updatedAt),
    version: person.version,
  };
}
