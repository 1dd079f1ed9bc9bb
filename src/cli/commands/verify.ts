import { CHECKS } from '#store/verify.ts';
import { withWorkspace } from '../open-workspace.ts';
import type { CliCommand } from './command.ts';

export const verifyCommand: CliCommand = {
  name: 'verify',
  words: '',
  count: [0, 0],
  summary: 'Reads the whole workspace and tells whether it is sound',
  flags: {},
  flagHelp: [],
  run: (call) =>
    withWorkspace(call, async ({ session }) => {
      const { store } = session.engine;
      const findings = await store.verify();
      const { n } = await store.read
        .selectFrom('issue')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      const checks = CHECKS.map((name) => {
        const found = findings.filter(({ check }) => check === name);
        const detail = found.map(({ message }) => message).join(' ');
        return { name, ok: found.length === 0, ...(detail === '' ? {} : { detail }) };
      });
      const ok = findings.length === 0;
      const lines = checks.map(
        (check) => `${check.ok ? 'ok ' : 'BAD'}  ${check.name}  ${check.detail ?? ''}`,
      );
      const json = { ok, issues: n, checks };
      const advice = ok
        ? ''
        : 'The workspace is damaged. Keep this folder, and restore a backup.\n';
      const text = `${lines.map((line) => line.trimEnd()).join('\n')}\n${n} issues\n${advice}`;
      return { ok: true, json, text, bad: !ok };
    }),
};
