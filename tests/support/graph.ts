import type { Client } from './server.ts';

/** What GraphQL answered. */
export interface GraphAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    readonly extensions: any;
  }[];
  readonly text: string;
}

/** Asks /graphql as somebody. */
export async function ask(
  client: Client,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<GraphAnswer> {
  const { status, body, text } = await client.post('/graphql', { query, variables });
  return { status, data: body?.data ?? null, errors: body?.errors ?? [], text };
}

/** The same, where everything is expected to go well. @throws what did not */
export async function told(
  client: Client,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<GraphAnswer['data']> {
  const { data, errors, text } = await ask(client, query, variables);
  if (errors.length > 0 || data === null) throw new Error(text);
  return data;
}

/** The codes of what was refused. */
export async function codes(
  client: Client,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> {
  const { errors } = await ask(client, query, variables);
  return errors.map(({ extensions }) => extensions.code);
}
