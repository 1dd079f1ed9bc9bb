import mix from '../http.json' with { type: 'json' };
import type { Client } from './client.ts';

export interface Named {
  readonly id: string;
  readonly key: string;
}

/** Draws requests of the mix of `bench/http.json`: the same in every run. */
export class Calls {
  readonly #client: Client;
  readonly #tokens: readonly string[];
  readonly #lists: readonly string[];
  readonly #issues: readonly string[];
  readonly #projects: readonly Named[];
  readonly #severity: string;
  readonly #random: () => number;
  /** Filed by the benchmark, and not moved yet. */
  readonly #filed: string[] = [];

  constructor(options: {
    readonly client: Client;
    /** The first is an admin's. */
    readonly tokens: readonly string[];
    /** Paths of lists, their placeholders filled. */
    readonly lists: readonly string[];
    readonly issues: readonly string[];
    readonly projects: readonly Named[];
    /** Its id. */
    readonly severity: string;
    readonly random: () => number;
  }) {
    this.#client = options.client;
    this.#tokens = options.tokens;
    this.#lists = options.lists;
    this.#issues = options.issues;
    this.#projects = options.projects;
    this.#severity = options.severity;
    this.#random = options.random;
  }

  /** How many issues wait to be moved. */
  get filed(): number {
    return this.#filed.length;
  }

  /** @returns what kind it was */
  async read(): Promise<string> {
    const kind = this.#kindOf(mix.reads);
    const path =
      kind === 'list'
        ? `${this.#draw(this.#lists)}&pageSize=${mix.pageSize}`
        : `/api/issues/${this.#draw(this.#issues)}`;
    await this.#client.call('GET', path, this.#draw(this.#tokens));
    return kind;
  }

  /** @returns what kind it was */
  async write(): Promise<string> {
    const kind = this.#kindOf(mix.writes);
    if (kind === 'comment') await this.comment();
    else if (kind === 'transition' && this.#filed.length > 0) await this.transition();
    else await this.create();
    return kind;
  }

  async create(): Promise<void> {
    const { id } = await this.#client.data<{ id: string }>('POST', '/api/issues', this.#admin, {
      project: this.#draw(this.#projects).key,
      title: `${WHEN}${performance.now()} A bug of the benchmark`,
      description: 'It fails when it is measured, and was seen to do so more than once.',
      bug: { stepsToReproduce: '1. Measure it.\n2. Look.' },
      severity: 'Major',
      assignee: ASSIGNEE,
    });
    this.#filed.push(id);
  }

  /** Starts work on an issue that the benchmark filed. */
  async transition(): Promise<void> {
    const id = this.#filed.shift();
    if (id === undefined) throw new Error('Nothing has been filed to be moved.');
    await this.#client.call('POST', `/api/issues/${id}/transition`, this.#admin, {
      to: 'in_progress',
    });
  }

  async comment(): Promise<void> {
    const path = `/api/issues/${this.#draw(this.#issues)}/comments`;
    await this.#client.call('POST', path, this.#admin, { content: 'Seen here too, twice.' });
  }

  /** So many commands in one request: issues filed, moved and commented on. */
  async commands(count: number): Promise<void> {
    const commands: { id: string; name: string; args: object }[] = [];
    const add = (name: string, args: object) =>
      commands.push({ id: crypto.randomUUID(), name, args });
    while (commands.length < count) {
      const issue = crypto.randomUUID();
      add('issue.create', {
        id: issue,
        project: this.#draw(this.#projects).id,
        severity: this.#severity,
        title: 'A bug of a batch',
        description: 'It came with others.',
      });
      add('comment.add', { id: crypto.randomUUID(), issue, content: 'Seen here too.' });
    }
    const made = await this.#client.data<{ outcome: string }[]>(
      'POST',
      '/api/commands',
      this.#admin,
      { commands },
    );
    const refused = made.find(({ outcome }) => outcome !== 'accepted');
    if (refused) throw new Error(JSON.stringify(refused));
  }

  get #admin(): string {
    return this.#draw(this.#tokens.slice(0, 1));
  }

  #kindOf<K extends string>(shares: Readonly<Record<K, number>>): K {
    const kinds = Object.keys(shares) as K[];
    return this.#draw(kinds.flatMap((kind) => Array<K>(shares[kind]).fill(kind)));
  }

  #draw<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }
}

/** Whom the issues that are filed are given to; work starts only on what somebody has. */
const ASSIGNEE = 'bench-1';

/** Stands before the moment at which an issue was filed, in its title. */
export const WHEN = 'at ';
