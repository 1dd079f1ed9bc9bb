import type { Relation } from './relation.ts';

export interface RelationEvent {
  readonly type: 'relation.added' | 'relation.removed';
  readonly relation: Relation;
}
