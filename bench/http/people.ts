import type { Client } from './client.ts';
import type { RunningServer } from './running-server.ts';

const ROLES = ['manager', 'developer', 'tester', 'tester'] as const;
const PASSWORD = 'a password of the benchmark';

/** Makes people of every role below admin, and signs them in: their access tokens. */
export async function signInPeople(
  client: Client,
  { admin }: RunningServer,
  count: number,
): Promise<readonly string[]> {
  const first = await signIn(client, admin.login, admin.password);
  const tokens: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const username = `bench-${index}`;
    await client.call('POST', '/api/users', first, {
      username,
      name: `Bench ${index}`,
      email: `${username}@example.org`,
      role: ROLES[index % ROLES.length],
      password: PASSWORD,
    });
    tokens.push(await signIn(client, username, PASSWORD));
  }
  return [first, ...tokens];
}

async function signIn(client: Client, login: string, password: string): Promise<string> {
  const body = { username: login, password };
  return (await client.data<{ accessToken: string }>('POST', '/api/auth/login', null, body))
    .accessToken;
}
