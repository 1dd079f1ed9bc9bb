import './preflight.mjs';
import { ensureInstalled } from './install.mjs';
import { giveUp } from './project.mjs';
import { runTool, toolNames } from './tool.mjs';

// Runs a tool of the project under Node 24: `node scripts/run.mjs vitest run tests/domain`.
const [name = '', ...args] = process.argv.slice(2);
if (!toolNames.includes(name)) {
  giveUp(`Usage: node scripts/run.mjs ${toolNames.join('|')} [ARGUMENT …]`, 2);
}
await ensureInstalled();
process.exitCode = await runTool(name, args);
