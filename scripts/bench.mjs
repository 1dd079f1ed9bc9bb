import './preflight.mjs';
import { readdirSync } from 'node:fs';
import { ensureBuilt } from './build.mjs';
import { run } from './child.mjs';
import { ensureInstalled } from './install.mjs';
import { giveUp, inRoot, nodeProgram } from './project.mjs';

// Runs bench/NAME.bench.ts under Node 24, one after the other: all of them, or those named first.
// Every further argument is theirs: `npm run bench -- import --workspace DIR`.
const known = readdirSync(inRoot('bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))
  .sort();
const args = process.argv.slice(2);
const firstOption = args.findIndex((argument) => argument.startsWith('-'));
const named = firstOption === -1 ? args : args.slice(0, firstOption);
const unknown = named.find((name) => !known.includes(name));
if (unknown) giveUp(`There is no benchmark "${unknown}". There are: ${known.join(', ')}.`, 2);

await ensureInstalled();
await ensureBuilt();
for (const name of named.length ? named : known) {
  console.log(`\n${name}`);
  const file = inRoot('bench', `${name}.bench.ts`);
  const code = await run(nodeProgram() ?? process.execPath, [file, ...args.slice(named.length)]);
  if (code !== 0) process.exitCode = code;
}
