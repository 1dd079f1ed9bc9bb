import { z } from 'zod';
import { flow } from '#engine/reports/flow.ts';
import { summary } from '#engine/reports/summary.ts';
import { workload } from '#engine/reports/workload.ts';
import { flowDayShape, summaryShape, workloadShape } from '#protocol/shapes.ts';
import { unwrap } from '../errors.ts';
import { defineField, type Field } from '../schema/define-field.ts';

const day = z.iso.date('Write the day as YYYY-MM-DD.');

/** Counts of the issues that the caller sees. */
export const REPORT_QUERIES: Readonly<Record<string, Field>> = {
  summary: defineField({
    description: 'How many issues there are, by status and severity.',
    answer: summaryShape,
    resolve: (_source, _args, { asker }) => summary(asker),
  }),
  flow: defineField({
    description: 'Issues created, resolved and open, day by day.',
    args: {
      from: day,
      to: day,
      timeZone: z.string().max(64).default('UTC').meta({ description: 'In which a day is a day.' }),
    },
    answer: z.array(flowDayShape),
    resolve: async (_source, { from, to, timeZone: zone }, { asker }) => [
      ...unwrap(await flow({ from, to, zone }, asker)),
    ],
  }),
  workload: defineField({
    description:
      'How much everybody has to do: the sum of the weights of their open issues; rank 1 of n severities weighs n.',
    answer: z.array(workloadShape),
    resolve: async (_source, _args, { asker }) => [...(await workload(asker))],
  }),
};
