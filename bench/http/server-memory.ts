/*
 * Loaded into the measured server before its program: tells the benchmark what it holds after a
 * garbage collection, when asked over the channel between the processes.
 */
process.on('message', () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage.rss());
});
// The channel alone keeps no server alive.
process.channel?.unref();
