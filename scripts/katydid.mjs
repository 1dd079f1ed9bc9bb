#!/usr/bin/env node
import './preflight.mjs';
import { ensureBuilt } from './build.mjs';
import { run } from './child.mjs';
import { ensureInstalled } from './install.mjs';
import { inRoot, nodeProgram } from './project.mjs';

// The command line in a checkout. Installing and building speak on stderr: stdout belongs to --json.
await ensureInstalled();
await ensureBuilt();
process.exitCode = await run(
  nodeProgram() ?? process.execPath,
  [inRoot('out', 'main', 'cli.js'), ...process.argv.slice(2)],
  { cwd: process.cwd(), env: process.env },
);
