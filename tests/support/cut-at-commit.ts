import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a database that can be cut at the worst moment. */
export interface CuttableWay {
  /** The URL that leads through here. */
  readonly url: string;
  /** From now on a connection breaks when the server has committed, before it is told. */
  cutNextCommit(): void;
  close(): Promise<void>;
}

/** Stands between a client and a PostgreSQL server, passing everything on. */
export async function cuttableWay(to: string): Promise<CuttableWay> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  let armed = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isCommitting = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', end);
    }
    client.on('data', (sent) => {
      if (armed && sent.includes('commit\0')) {
        armed = false;
        isCommitting = true;
      }
      upstream.write(sent);
    });
    upstream.on('data', (answer) => {
      if (isCommitting) end();
      else client.write(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The way has no port.');
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    cutNextCommit: () => {
      armed = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}
