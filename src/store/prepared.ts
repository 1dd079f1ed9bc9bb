import { CompiledQuery } from 'kysely';
import type { Read } from './tables.ts';

/** Stands in a statement for a value that comes with each call. */
class Slot {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** Gives what stands for a value; it goes where the value would. */
export type SlotOf<Values> = <Name extends keyof Values>(name: Name) => Values[Name];

/**
 * A statement that is asked again and again with other values. Putting it together costs more than
 * asking for a row by its key, so that is done once for all readers of a store, snapshots included.
 */
export class Prepared<Values extends object, Row> {
  readonly #build: (db: Read, slot: SlotOf<Values>) => CompiledQuery<Row>;
  /** By what readers and their snapshots have in common. */
  readonly #built = new WeakMap<object, CompiledQuery<Row>>();

  /** @param build compiles the statement; whatever does not depend on its slots must never differ */
  constructor(build: (db: Read, slot: SlotOf<Values>) => CompiledQuery<Row>) {
    this.#build = build;
  }

  async rows(db: Read, values: Values): Promise<readonly Row[]> {
    const { sql, parameters } = this.#builtFor(db);
    const given = parameters.map((parameter) =>
      parameter instanceof Slot ? values[parameter.name as keyof Values] : parameter,
    );
    return (await db.executeQuery<Row>(CompiledQuery.raw(sql, given))).rows;
  }

  #builtFor(db: Read): CompiledQuery<Row> {
    const { adapter } = db.getExecutor();
    const known = this.#built.get(adapter);
    if (known !== undefined) return known;
    const built = this.#build(db, (name) => new Slot(name) as never);
    this.#built.set(adapter, built);
    return built;
  }
}
