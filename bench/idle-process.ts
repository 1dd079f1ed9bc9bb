import { monitorEventLoopDelay } from 'node:perf_hooks';

/* A process that does nothing but look how late its event loop is, in milliseconds (p99.9). */

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('message', (message) => {
  if (message === 'reset') delay.reset();
  else process.send?.(delay.percentile(99.9) / 1e6);
});
