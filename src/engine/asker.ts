import type { User } from '#domain/user/user.ts';
import type { IssueLists, Look } from '#store/list-issues.ts';
import type { Store } from '#store/store.ts';

/** What every query is given: the store, its lists, who asks, and when. */
export interface Asker {
  readonly store: Store;
  readonly lists: IssueLists;
  readonly user: User;
  /** Epoch milliseconds. */
  readonly now: number;
  /** What is known of the moment, where it was looked up already. */
  readonly look?: Look;
}
