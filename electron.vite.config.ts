import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Three bundles. `main` holds every program that Node or Electron starts: the Electron host, the
// browser shell, the command line, the team server, and the workers that they start beside themselves.
export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          'browser-shell': 'src/main/browser-shell.ts',
          'engine.worker': 'src/main/engine.worker.ts',
          'import.worker': 'src/engine/import/import.worker.ts',
          cli: 'src/cli/index.ts',
          server: 'src/server/main.ts',
        },
        // All in one folder: whatever chunk starts a worker, the worker lies beside it.
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[name].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload is loaded by require.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      minify: true,
      // Read from the disk or from this machine, so one file is quicker than many.
      chunkSizeWarningLimit: 2_000,
      // A font inside the style sheet would be a data: URL, which the CSP forbids.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
});
