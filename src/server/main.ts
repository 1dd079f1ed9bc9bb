import { processCall } from './operations/process-call.ts';
import { runOperation } from './operations/run-operation.ts';

process.exitCode = await runOperation(process.argv.slice(2), processCall());
