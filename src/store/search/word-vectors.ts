import { words } from '#domain/query/words.ts';

/*
 * PostgreSQL keeps at most 256 places of a word in a tsvector and no place beyond 16,383, and a
 * vector is at most 1 MB. What goes beyond is dropped in silence, and phrases with it. So a long
 * text becomes several vectors, cut before a limit is met.
 *
 * Each one begins with the last words of the one before it, so that a phrase across the cut is
 * found too, as long as it has at most `OVERLAP + 1` words.
 */
const MOST_PLACES = 16_000;
const MOST_OF_ONE_WORD = 250;
/** In UTF-16 units of words: at most three bytes each, and places take two bytes. */
const MOST_TEXT = 200_000;
const OVERLAP = 100;
/** Between two texts, so that no phrase is found across their border. */
const GAP_PLACES = 1;

/**
 * The tsvector literals for a title and the texts under it. Words of the title carry the weight A.
 * A text without any word adds nothing; where there is no word at all, the list is empty.
 */
export function wordVectors(title: string, bodies: readonly string[]): string[] {
  const builder = new VectorBuilder();
  builder.addText(words(title), 'A');
  for (const body of bodies) builder.addText(words(body), '');
  return builder.finish();
}

class VectorBuilder {
  readonly #finished: string[] = [];
  #places = new Map<string, string[]>();
  #next = 1;
  #length = 0;

  addText(text: readonly string[], weight: 'A' | ''): void {
    for (const [index, word] of text.entries()) {
      if (this.#isFull(word)) {
        this.#cut();
        for (const earlier of text.slice(Math.max(0, index - OVERLAP), index)) {
          this.#add(earlier, weight);
        }
      }
      this.#add(word, weight);
    }
    this.#next += GAP_PLACES;
  }

  finish(): string[] {
    this.#cut();
    return this.#finished;
  }

  #isFull(word: string): boolean {
    if (this.#next >= MOST_PLACES || this.#length >= MOST_TEXT) return true;
    return (this.#places.get(word)?.length ?? 0) >= MOST_OF_ONE_WORD;
  }

  #add(word: string, weight: 'A' | ''): void {
    const place = `${this.#next}${weight}`;
    const known = this.#places.get(word);
    if (known) known.push(place);
    else this.#places.set(word, [place]);
    this.#next += 1;
    this.#length += word.length;
  }

  #cut(): void {
    if (this.#places.size > 0) {
      const lexemes = [...this.#places].map(([word, places]) => `'${word}':${places.join(',')}`);
      this.#finished.push(lexemes.join(' '));
    }
    this.#places = new Map();
    this.#next = 1;
    this.#length = 0;
  }
}
