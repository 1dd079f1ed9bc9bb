/** A statement that the database refused; the message ends with its text. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly sql: string;
  constructor(sql: string, cause: Error) {
    super(`${cause.message}\nin: ${sql.slice(0, 2000)}`, { cause });
    this.sql = sql;
  }
}

/** Two rows would hold one unique value: who writes answers CONFLICT. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  /** As the migration names it, such as `tag_name`. */
  readonly constraint: string;
  /** What a person calls the value, such as `tag name`. */
  readonly what: string;
  constructor(constraint: string, cause: Error) {
    const what = VALUE_OF_CONSTRAINT[constraint] ?? 'id';
    super(`Two rows would have the same ${what} (${constraint}).`, { cause });
    this.constraint = constraint;
    this.what = what;
  }
}

const VALUE_OF_CONSTRAINT: Readonly<Record<string, string>> = {
  user_username: 'username',
  user_email: 'email address',
  project_key: 'project key',
  severity_level: 'severity level',
  tag_name: 'tag name',
  workflow_name: 'workflow name',
  issue_key: 'issue key',
  issue_external: 'external id',
  assignment_open: 'open assignment',
};

/** A text with U+0000 was to be kept or looked for: PostgreSQL takes none. */
export class TextNotTaken extends Error {
  override readonly name = 'TextNotTaken';
  constructor(options: ErrorOptions) {
    super('A text has a NUL character, which the database does not take.', options);
  }
}

/** Somebody else held the store's lock for longer than a writer waits. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
}

/**
 * The database does not answer, or the connection broke. Where that was at the end of a transaction,
 * it may have been committed or not: the same commands again answer what became of them.
 */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';
  constructor(options: ErrorOptions) {
    super('The database does not answer at the moment. Try again in a moment.', options);
  }
}

/** The database was written by a newer Katydid; nothing was changed. */
export class FutureSchema extends Error {
  override readonly name = 'FutureSchema';
  readonly found: number;
  readonly known: number;
  constructor(where: string, found: number, known: number) {
    super(
      `${where} was written by a newer Katydid (schema ${found}; this one knows ${known}). ` +
        'Nothing was changed. Update Katydid, then open it again.',
    );
    this.found = found;
    this.known = known;
  }
}

/** The file is no Katydid store, or is damaged so that it cannot be read as one. */
export class NotAStore extends Error {
  override readonly name = 'NotAStore';
  constructor(file: string, cause?: Error) {
    super(
      `${file} is not a Katydid workspace. Choose another folder, or restore a backup.`,
      cause ? { cause } : {},
    );
  }
}
