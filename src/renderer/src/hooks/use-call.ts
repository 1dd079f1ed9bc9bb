import { useCallback, useEffect, useRef, useState } from 'react';
import type { Rejection } from '#domain/rejection.ts';
import type { CallInput, CallName, CallOutput } from '#protocol/api.ts';
import { call, onConnection } from '../api.ts';
import { tablesOf } from './call-tables.ts';
import { useFeed } from './use-feed.ts';

export interface Called<T> {
  /** The last good answer, also while another is on its way; undefined before the first. */
  readonly value: T | undefined;
  /** Why the latest question was refused; the value stays. */
  readonly error: Rejection | undefined;
  /** Whether `value` answers an earlier input than the present one. */
  readonly stale: boolean;
  /** Asks again. */
  readonly reload: () => void;
}

interface Answer<T> {
  readonly asked: string;
  readonly value: T | undefined;
  readonly error: Rejection | undefined;
}

/**
 * Asks the host and keeps the answer: the latest input wins, and the question is asked again when
 * the feed tells of a change in what it reads. One question is under way at a time; changes in the
 * meantime lead to one more.
 * @param input compared by value; null asks nothing
 * @param issue where given, of the changes of issues only those of this id count
 */
export function useCall<N extends CallName>(
  name: N,
  input: CallInput<N> | null,
  issue?: string,
): Called<CallOutput<N>> {
  const asked = input === null ? '' : JSON.stringify(input);
  const [answer, setAnswer] = useState<Answer<CallOutput<N>>>();
  const wanted = useRef('');
  const state = useRef<'idle' | 'asking' | 'ask again'>('idle');

  const ask = useCallback(async () => {
    if (state.current !== 'idle') {
      state.current = 'ask again';
      return;
    }
    do {
      state.current = 'asking';
      const question = wanted.current;
      if (question === '') break;
      const result = await call(name, JSON.parse(question) as CallInput<N>);
      if (wanted.current !== question) continue;
      setAnswer((before) =>
        result.ok
          ? { asked: question, value: result.value, error: undefined }
          : { asked: question, value: before?.value, error: result.error },
      );
    } while (isAskedAgain(state.current));
    state.current = 'idle';
  }, [name]);

  useEffect(() => {
    wanted.current = asked;
    if (asked !== '') void ask();
    return () => {
      wanted.current = '';
    };
  }, [asked, ask]);

  useFeed((message) => {
    if (message.kind !== 'changed') return;
    const tables = tablesOf(name);
    if (!message.tables.some((table) => tables.includes(table))) return;
    const others =
      issue !== undefined && message.issues !== null && !message.issues.includes(issue);
    if (others && message.tables.every(isOfIssues)) return;
    void ask();
  });
  useEffect(
    () =>
      onConnection((connected) => {
        if (connected) void ask();
      }),
    [ask],
  );

  return {
    value: answer?.value,
    error: answer?.asked === asked ? answer.error : undefined,
    stale: answer?.asked !== asked,
    reload: useCallback(() => void ask(), [ask]),
  };
}

function isAskedAgain(state: string): boolean {
  return state === 'ask again';
}

const OF_ISSUES: ReadonlySet<string> = new Set([
  'issue',
  'comment',
  'assignment',
  'notification',
  'relation',
  'attachment',
]);

function isOfIssues(table: string): boolean {
  return OF_ISSUES.has(table);
}
