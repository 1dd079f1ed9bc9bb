import { call } from '../api.ts';
import { showToast } from '../components/toast.tsx';
import { patchSession } from './session.ts';

/** Keeps a setting of the person who works here. It holds at once; a refusal is said. */
export async function saveSetting(key: string, value: string): Promise<void> {
  patchSession(({ settings, ...session }) => ({
    ...session,
    settings: { ...settings, [key]: value },
  }));
  const result = await call('setting.set', { key, value });
  if (!result.ok) showToast(result.error.message);
}
