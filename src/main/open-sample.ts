import { userInfo } from 'node:os';
import type { SessionShape } from '#protocol/api.ts';
import type { Host } from './host.ts';

/** `--sample`: an empty workspace opens with the sample project; one in use is left as it is. */
export async function openSampleWhereEmpty(host: Host): Promise<void> {
  const session = await host.call('session.get', {});
  if (!session.ok) throw new Error(session.error.message);
  if ((session.value as SessionShape).workspace !== null) return;
  const started = await host.call('workspace.start', {
    name: userInfo().username,
    start: 'sample',
  });
  if (!started.ok) throw new Error(started.error.message);
}
