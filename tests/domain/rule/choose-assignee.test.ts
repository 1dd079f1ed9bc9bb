import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { STRATEGIES } from '#domain/rule/assignment-rule.ts';
import { type ChoiceQuestion, chooseAssignee } from '#domain/rule/choose-assignee.ts';
import type { CandidateLoad } from '#domain/state.ts';
import { ROLES, type User } from '#domain/user/user.ts';
import { aProject, aRule, aUser, idOf } from '#tests/support/rows.ts';

const ana = aUser({ username: 'ana', role: 'developer' });
const li = aUser({ username: 'li', role: 'developer' });
const zoe = aUser({ username: 'zoe', role: 'developer' });

function load(user: User, over: Partial<CandidateLoad> = {}): CandidateLoad {
  return { user: user.id, workload: 0, lastAssignedAt: null, lastAssignedByRuleAt: null, ...over };
}

function choose(
  strategy: ChoiceQuestion['rule']['strategy'],
  loads: readonly CandidateLoad[],
  over: Partial<ChoiceQuestion> = {},
) {
  const people = [ana, li, zoe].filter(({ id }) => loads.some(({ user }) => user === id));
  const rule = aRule({ name: 'Blockers to Ana or Li', strategy });
  return chooseAssignee({
    rule,
    project: aProject(),
    confidential: false,
    people,
    loads,
    ...over,
  });
}

describe('least-loaded', () => {
  it.each<[string, CandidateLoad[], User, string]>([
    [
      'the smallest workload',
      [load(ana, { workload: 7 }), load(li, { workload: 3 })],
      li,
      'workload 3 against 7',
    ],
    [
      'of equals, who was assigned longest ago',
      [
        load(ana, { workload: 3, lastAssignedAt: 20 }),
        load(li, { workload: 3, lastAssignedAt: 10 }),
      ],
      li,
      'workload 3 against 3, assigned longest ago',
    ],
    [
      'of equals, who was never assigned',
      [load(ana, { workload: 3, lastAssignedAt: 20 }), load(zoe, { workload: 3 })],
      zoe,
      'workload 3 against 3, assigned longest ago',
    ],
    ['then by id', [load(zoe), load(li), load(ana)], ana, 'workload 0 against 0'],
    ['whoever is alone', [load(li, { workload: 90 })], li, 'the only candidate'],
  ])('chooses %s', (_why, loads, chosen, why) => {
    expect(choose('least-loaded', loads)).toEqual({
      assignee: chosen.id,
      reason: `by rule “Blockers to Ana or Li”: ${why}`,
    });
  });

  it('holds whoever has no entry to have nothing to do', () => {
    const people = [ana, li];
    const loads = [load(ana, { workload: 1 })];
    expect(choose('least-loaded', loads, { people })?.assignee).toBe(li.id);
  });
});

describe('round-robin', () => {
  it.each<[string, CandidateLoad[], User, string]>([
    [
      'whose turn by this rule is longest ago, whatever else they have',
      [
        load(ana, { lastAssignedByRuleAt: 20, workload: 0 }),
        load(li, { lastAssignedByRuleAt: 10, workload: 50, lastAssignedAt: 30 }),
      ],
      li,
      'longest since the last turn',
    ],
    [
      'who never had a turn',
      [load(ana, { lastAssignedByRuleAt: 20 }), load(zoe)],
      zoe,
      'first turn',
    ],
    ['then by id', [load(zoe), load(ana)], ana, 'first turn'],
  ])('chooses %s', (_why, loads, chosen, why) => {
    expect(choose('round-robin', loads)).toEqual({
      assignee: chosen.id,
      reason: `by rule “Blockers to Ana or Li”: ${why}`,
    });
  });
});

const someone = fc.record({
  role: fc.constantFrom(...ROLES),
  blocked: fc.boolean(),
  listed: fc.boolean(),
  named: fc.boolean(),
  workload: fc.nat(3),
  lastAssignedAt: fc.option(fc.nat(3)),
  lastAssignedByRuleAt: fc.option(fc.nat(3)),
});

const question = fc
  .record({
    crowd: fc.array(someone, { maxLength: 12 }),
    roles: fc.uniqueArray(fc.constantFrom(...ROLES)),
    strategy: fc.constantFrom(...STRATEGIES),
    visibility: fc.constantFrom('public', 'private'),
    confidential: fc.boolean(),
  })
  .map(({ crowd, roles, strategy, visibility, confidential }): ChoiceQuestion => {
    const people = crowd.map(({ role, blocked }, index) =>
      aUser({ username: `user${index}`, role, blocked }),
    );
    const ids = (wanted: (index: number) => boolean | undefined): readonly UserId[] =>
      people.filter((_person, index) => wanted(index)).map(({ id }) => id);
    return {
      rule: aRule({ strategy, candidates: { users: ids((index) => crowd[index]?.named), roles } }),
      project: aProject({ visibility, members: ids((index) => crowd[index]?.listed) }),
      confidential,
      people,
      loads: crowd.map(({ workload, lastAssignedAt, lastAssignedByRuleAt }, index) => ({
        user: idOf<UserId>(`user${index}`),
        workload,
        lastAssignedAt,
        lastAssignedByRuleAt,
      })),
    };
  });

/** Who may be chosen, in the words of the spec. */
function mayBeChosen({ rule, project, confidential }: ChoiceQuestion, person: User): boolean {
  const named =
    rule.candidates.users.includes(person.id) || rule.candidates.roles.includes(person.role);
  const sees =
    project.visibility === 'public' ||
    project.members.includes(person.id) ||
    person.role === 'admin';
  const discreet = !confidential || person.role === 'manager' || person.role === 'admin';
  return named && !person.blocked && sees && discreet;
}

describe('whatever the crowd', () => {
  it('chooses somebody exactly when there is a candidate, and only a candidate', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const candidates = asked.people.filter((person) => mayBeChosen(asked, person));
        const chosen = chooseAssignee(asked)?.assignee;
        if (candidates.length === 0) expect(chosen).toBeUndefined();
        else expect(candidates.map(({ id }) => id)).toContain(chosen);
      }),
    );
  });

  it('gives least-loaded work to nobody who has more than another candidate', () => {
    fc.assert(
      fc.property(question, (asked) => {
        fc.pre(asked.rule.strategy === 'least-loaded');
        const workloads = asked.loads
          .filter((_load, index) => {
            const person = asked.people[index];
            return person !== undefined && mayBeChosen(asked, person);
          })
          .map(({ workload }) => workload);
        const chosen = chooseAssignee(asked)?.assignee;
        const given = asked.loads.find(({ user }) => user === chosen)?.workload;
        if (workloads.length > 0) expect(given).toBe(Math.min(...workloads));
      }),
    );
  });

  it('chooses the same one in whatever order people and loads come', () => {
    fc.assert(
      fc.property(
        question.chain((asked) =>
          fc.record({
            asked: fc.constant(asked),
            people: fc.shuffledSubarray([...asked.people], { minLength: asked.people.length }),
            loads: fc.shuffledSubarray([...asked.loads], { minLength: asked.loads.length }),
          }),
        ),
        ({ asked, people, loads }) => {
          expect(chooseAssignee({ ...asked, people, loads })).toEqual(chooseAssignee(asked));
        },
      ),
    );
  });
});
