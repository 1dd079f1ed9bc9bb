import { create } from 'zustand';
import { onConnection } from '../api.ts';

const useStore = create<{ readonly connected: boolean }>(() => ({ connected: true }));

onConnection((connected) => useStore.setState({ connected }));

/** Whether the host answers. */
export function useConnection(): boolean {
  return useStore((state) => state.connected);
}
