import { UserRound } from 'lucide-react';
import type { CSSProperties } from 'react';
import styles from './avatar.module.css';
import { classNames } from './class-names.ts';
import { avatarPair, initialsOf } from './initials.ts';

interface AvatarProps {
  /** Whose; null where nobody is assigned. */
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly size?: 20 | 24 | undefined;
  /** The name stands beside it already, so that it need not be spoken twice. */
  readonly decorative?: boolean | undefined;
}

/** A person as initials in one of six colour pairs; a dashed ring for nobody. */
export function Avatar({ person, size = 20, decorative = false }: AvatarProps) {
  const name = person?.name ?? 'Unassigned';
  const spoken = decorative
    ? ({ 'aria-hidden': true } as const)
    : ({ role: 'img', 'aria-label': name, title: name } as const);
  const pair = person === null ? styles.unassigned : styles[`pair${avatarPair(person.id)}`];
  return (
    <span
      className={classNames(styles.avatar, pair)}
      style={{ '--avatar-size': `${size}px` } as CSSProperties}
      {...spoken}
    >
      {person === null ? (
        <UserRound size={size * 0.6} strokeWidth={1.75} aria-hidden="true" />
      ) : (
        <span aria-hidden="true">{initialsOf(person.name)}</span>
      )}
    </span>
  );
}
