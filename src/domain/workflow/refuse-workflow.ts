import { type Rejected, reject } from '../decision.ts';
import { rejection } from '../rejection.ts';
import { checkWorkflow } from './check-workflow.ts';
import type { WorkflowDefinition } from './workflow.ts';

/** VALIDATION with every fault of the definition in `details`; null where it is sound. */
export function refuseWorkflow(definition: WorkflowDefinition, at: string): Rejected | null {
  const faults = checkWorkflow(definition).map(({ field, message }) => ({
    field: `${at}.${field}`,
    message,
  }));
  const [first] = faults;
  if (first === undefined) return null;
  return reject(rejection('VALIDATION', first.message, { field: first.field, details: faults }));
}
