import type { Instant } from '../ids.ts';
import { cleanText, isCleanText } from '../text.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads fields of unknown values one by one. Texts lose what cannot be kept (noted in `cleaned`)
 * and their line ends become LF; the first value that is not what it should be is kept as
 * `problem`, and reading goes on, so that a reader is one plain expression.
 */
export class FieldReader {
  readonly #fields: Fields;
  readonly #cleaned = new Set<string>();
  #problem: { readonly field: string; readonly message: string } | null = null;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  get problem(): { readonly field: string; readonly message: string } | null {
    return this.#problem;
  }

  get cleaned(): readonly string[] {
    return [...this.#cleaned];
  }

  refuse(field: string, message: string): void {
    this.#problem ??= { field, message };
  }

  /** A text or number; null where it is absent or blank. */
  text(field: string): string | null {
    const value = this.#fields[field];
    if (value === undefined || value === null) return null;
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string') {
      this.refuse(field, `${field} must be a text.`);
      return null;
    }
    const text = this.#keepable(field, value);
    return text.trim() === '' ? null : text;
  }

  required(field: string): string {
    const text = this.text(field);
    if (text === null) this.refuse(field, `${field} is missing. Each row needs one.`);
    return text ?? '';
  }

  /** A time in ISO 8601 or as `YYYY-MM-DD HH:MM:SS`, which is taken as UTC. */
  instant(field: string): Instant | null {
    const text = this.text(field);
    if (text === null) return null;
    const at = parseInstant(text);
    if (at === null)
      this.refuse(field, `${field} is not a time: write it as 2026-11-20T12:00:00Z.`);
    return at;
  }

  /** The objects of a list, each with a reader of its own; absent counts as empty. */
  list<T>(field: string, read: (entry: FieldReader) => T): T[] {
    const value = this.#fields[field];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.refuse(field, `${field} must be a list.`);
      return [];
    }
    return value.map((entry: unknown) => {
      const reader = new FieldReader(isFields(entry) ? entry : {});
      if (!isFields(entry)) reader.refuse('', 'an entry is not an object.');
      const result = read(reader);
      if (reader.problem !== null) this.refuse(field, `${field}: ${reader.problem.message}`);
      if (reader.#cleaned.size > 0) this.#cleaned.add(field);
      return result;
    });
  }

  texts(field: string): string[] {
    const value = this.#fields[field];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) {
      this.refuse(field, `${field} must be a list of texts.`);
      return [];
    }
    return value.map((entry: string) => this.#keepable(field, entry));
  }

  #keepable(field: string, text: string): string {
    const kept = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
    if (!kept.includes('\0') && kept.isWellFormed()) return kept;
    if (!isCleanText(kept)) this.#cleaned.add(field);
    return cleanText(kept);
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const PLAIN = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;

function parseInstant(text: string): Instant | null {
  const plain = PLAIN.exec(text);
  const at = Date.parse(plain === null ? text : `${plain[1]}T${plain[2]}Z`);
  return Number.isNaN(at) ? null : at;
}
