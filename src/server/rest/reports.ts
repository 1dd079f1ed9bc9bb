import { z } from 'zod';
import { readZone } from '#engine/queries/read-query.ts';
import { flow } from '#engine/reports/flow.ts';
import { summary } from '#engine/reports/summary.ts';
import { workload } from '#engine/reports/workload.ts';
import { flowDayShape, summaryShape, workloadShape } from '#protocol/shapes.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf } from '../services.ts';
import { EXAMPLE_PERSON, EXAMPLE_SEVERITY } from './examples.ts';

const route = { method: 'GET', tag: 'Reports', auth: 'caller' } as const;
const day = z.iso.date('Write the day as YYYY-MM-DD.');

export const REPORT_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    path: '/api/reports/summary',
    summary: 'How many issues there are, by status and severity',
    answer: summaryShape,
    examples: {
      answer: {
        total: 12,
        open: 3,
        byStatus: [{ name: 'open', label: 'Open', category: 'todo', count: 3 }],
        bySeverity: [{ severity: EXAMPLE_SEVERITY, count: 7, open: 3 }],
      },
    },
    run: async ({ caller }, services) => answer(await summary(askerOf(services, caller))),
  }),
  defineRoute({
    ...route,
    path: '/api/reports/flow',
    summary: 'Issues created, resolved and open, day by day',
    query: {
      from: day,
      to: day,
      tz: z.string().max(64).default('UTC').meta({ description: 'In which a day is a day.' }),
    },
    answer: z.array(flowDayShape),
    examples: { answer: [{ day: '2026-03-14', created: 4, resolved: 2, open: 9 }] },
    run: async ({ query: { from, to, tz }, caller }, services) => {
      const zone = readZone(tz);
      if (!zone.ok) return { ...zone, error: { ...zone.error, field: 'tz' } };
      const days = await flow({ from, to, zone: zone.value }, askerOf(services, caller));
      return days.ok ? answer([...days.value]) : days;
    },
  }),
  defineRoute({
    ...route,
    path: '/api/reports/workload',
    summary: 'How much everybody has to do',
    description: 'The sum of the weights of their open issues: rank 1 of n severities weighs n.',
    answer: z.array(workloadShape),
    examples: { answer: [{ person: EXAMPLE_PERSON, open: 2, workload: 6 }] },
    run: async ({ caller }, services) => answer([...(await workload(askerOf(services, caller)))]),
  }),
];
