import type { IssueShape } from '#protocol/shapes.ts';
import { among } from '#store/batch.ts';
import type { FactOfChange, IssueFact } from '#store/live/issue-facts.ts';
import type { Asker } from '../asker.ts';
import type { Directory, Viewer } from './directory.ts';
import { readShapes } from './read-shapes.ts';

interface ReadShape {
  readonly shape: IssueShape;
  readonly watchers: ReadonlySet<number>;
  /** The issue that this one duplicates; null: none. */
  readonly original: IssueFact | null;
  /** The viewers' own, by what they differ in: equal ones are one object. */
  readonly own: Map<string, IssueShape>;
}

/** Issues as each viewer may see them. Read once for all viewers, whose shapes differ in little. */
export class ViewerShapes {
  readonly #directory: Directory;
  readonly #shapes: ReadonlyMap<number, ReadShape>;

  private constructor(directory: Directory, shapes: ReadonlyMap<number, ReadShape>) {
    this.#directory = directory;
    this.#shapes = shapes;
  }

  /** @param factOf what decides who sees an issue, at the moment of the snapshot */
  static async read(
    facts: ReadonlyMap<number, FactOfChange>,
    directory: Directory,
    factOf: (seq: number) => IssueFact | null,
    asker: Pick<Asker, 'store'>,
  ): Promise<ViewerShapes> {
    if (facts.size === 0) return new ViewerShapes(directory, new Map());
    const ids = [...facts.values()].map(({ id }) => id);
    const shapes = await readShapes(ids, asker);
    const watchers = await watchersOf([...facts.keys()], asker);
    const read = new Map<number, ReadShape>();
    for (const [seq, { id, duplicateOf }] of facts) {
      const shape = shapes.get(id);
      if (!shape) throw new Error(`A changed issue has no shape: ${id}`);
      const original = duplicateOf === 0 ? null : factOf(duplicateOf);
      read.set(seq, { shape, watchers: watchers.get(seq) ?? new Set(), original, own: new Map() });
    }
    return new ViewerShapes(directory, read);
  }

  /** The issue for somebody who sees it. */
  of(seq: number, viewer: Viewer): IssueShape {
    const read = this.#shapes.get(seq);
    if (!read) throw new Error(`No shape was read of the issue ${seq}.`);
    const watching = read.watchers.has(viewer.n);
    const named = read.original !== null && this.#directory.sees(viewer, read.original);
    const key = `${watching} ${named}`;
    const made = read.own.get(key);
    if (made) return made;
    const duplicateOf = named ? read.shape.duplicateOf : null;
    const own = { ...read.shape, watching, duplicateOf };
    read.own.set(key, own);
    return own;
  }
}

async function watchersOf(
  seqs: readonly number[],
  { store }: Pick<Asker, 'store'>,
): Promise<ReadonlyMap<number, Set<number>>> {
  const rows = await store.read
    .selectFrom('watcher')
    .select(['issue', 'user'])
    .where(among(store.dialect, 'issue', seqs))
    .execute();
  const watchers = new Map<number, Set<number>>();
  for (const { issue, user } of rows) {
    const known = watchers.get(issue);
    if (known) known.add(user);
    else watchers.set(issue, new Set([user]));
  }
  return watchers;
}
