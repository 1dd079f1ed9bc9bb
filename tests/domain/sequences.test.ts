import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '#domain/event.ts';
import { type EventMeta, evolve } from '#domain/evolve.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { isMember, seesIssue } from '#domain/permissions.ts';
import { REJECTION_STATUS } from '#domain/rejection.ts';
import { arbitraryWish, crowdedRows, type WishIn } from '#tests/support/arbitrary-command.ts';
import { brokenRules } from '#tests/support/invariants.ts';
import { type MemoryState, memoryState } from '#tests/support/memory-state.ts';
import { readBackwards, viewOf } from '#tests/support/read-backwards.ts';
import { aWorld, type Effect, type World } from '#tests/support/world.ts';

/* Whatever people command, in whatever order: what must hold all the same. */

const wishes = fc.array(arbitraryWish, { minLength: 40, maxLength: 80, size: 'max' });
const RUNS = { numRuns: 100 };

/** Runs the wishes and looks at the world after each that was accepted or refused. */
function play(list: readonly WishIn[], look: (world: World, effect: Effect) => void): World {
  const world = aWorld(crowdedRows());
  list.forEach((wishIn, nth) => {
    const wish = wishIn(world.state, nth);
    if (wish !== null) look(world, world.run(wish.actor, wish.name, wish.args));
  });
  return world;
}

function issuesOf(state: MemoryState, id: Issue['id']) {
  const issue = state.get('issue', id);
  const project = issue && state.get('project', issue.project);
  if (issue === undefined || project === undefined) throw new Error(`${id} does not exist.`);
  return { issue, project };
}

describe('any sequence of commands', () => {
  it('reaches no state that the rules forbid', () => {
    fc.assert(
      fc.property(wishes, (list) => {
        play(list, ({ state }) => expect(brokenRules(state)).toEqual([]));
      }),
      RUNS,
    );
  });

  it('is refused only with a known code and a sentence', () => {
    fc.assert(
      fc.property(wishes, (list) => {
        play(list, (_world, { rejection }) => {
          if (rejection === null) return;
          expect(Object.keys(REJECTION_STATUS)).toContain(rejection.code);
          expect(rejection.message).toMatch(/^\S.*[.?]$/s);
        });
      }),
      RUNS,
    );
  });

  it('leaves the rows that folding its events gives, read back from JSON', () => {
    fc.assert(
      fc.property(wishes, (list) => {
        const told: { readonly event: string; readonly meta: EventMeta }[] = [];
        const world = play(list, (_world, { events, meta }) => {
          for (const event of events) told.push({ event: JSON.stringify(event), meta });
        });
        const folded = memoryState(crowdedRows());
        for (const { event, meta } of told) {
          folded.apply(evolve(folded, JSON.parse(event) as DomainEvent, meta));
        }
        const tables = ['issue', 'comment', 'assignment', 'project', 'user', 'tag'] as const;
        for (const table of [...tables, 'relation', 'attachment', 'view'] as const) {
          expect(folded.all(table)).toEqual(world.state.all(table));
        }
      }),
      RUNS,
    );
  });

  it('assigns nobody who is blocked or outside, and by a rule only leaders to what is confidential', () => {
    fc.assert(
      fc.property(wishes, (list) => {
        play(list, ({ state }, { events }) => {
          for (const event of events) {
            if (event.type !== 'issue.assigned') continue;
            const { issue, project } = issuesOf(state, event.issue);
            const user = state.get('user', event.assignment.assignee);
            expect(user && isMember(user, project)).toBe(true);
            if (event.assignment.rule !== null && issue.confidential) {
              expect(['manager', 'admin']).toContain(user?.role);
            }
          }
        });
      }),
      RUNS,
    );
  });

  it('notifies nobody of their own doing, nor of what they do not see, nor twice', () => {
    fc.assert(
      fc.property(wishes, (list) => {
        play(list, ({ state }, { notifications }) => {
          const keys = notifications.map(({ issue, recipient }) => `${issue} ${recipient}`);
          expect(new Set(keys).size).toBe(keys.length);
          for (const { recipient, actor, issue: id } of notifications) {
            expect(recipient).not.toBe(actor);
            const { issue, project } = issuesOf(state, id);
            const user = state.get('user', recipient);
            expect(user && !user.blocked && seesIssue(user, project, issue)).toBe(true);
          }
        });
      }),
      RUNS,
    );
  });

  it('can be read backwards from the rows and the activity alone', () => {
    fc.assert(
      fc.property(wishes, (list) => {
        const past: { entries: number; issue: Issue['id']; view: object }[] = [];
        const world = play(list, ({ state, activity }, { events }) => {
          const touched = new Set(
            events.flatMap((event) => ('issue' in event ? [event.issue] : [])),
          );
          for (const id of touched) {
            const issue =
              typeof id === 'string' ? state.get('issue', id) : state.get('issue', id.id);
            if (issue === undefined) continue;
            past.push({
              entries: activity.length,
              issue: issue.id,
              view: viewOf(issue, state),
            });
          }
        });
        for (const { entries, issue: id, view } of past) {
          const issue = world.state.get('issue', id);
          if (issue === undefined) continue;
          const since = world.activity.slice(entries).filter((entry) => entry.issue === id);
          expect(readBackwards(viewOf(issue, world.state), since)).toEqual(view);
        }
      }),
      RUNS,
    );
  });
});
