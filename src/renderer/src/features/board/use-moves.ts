import { useCallback, useRef, useState } from 'react';
import type { IssueRow, MoveShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { useFeed } from '../../hooks/use-feed.ts';

/** How many answers are kept: those asked last. */
const KEPT = 60;

export interface Moves {
  /** Asks ahead, as when a card is pointed at, so that the answer is there when it is lifted. */
  readonly ask: (issue: Pick<IssueRow, 'id'>) => Promise<readonly MoveShape[] | undefined>;
  /** undefined until they are known. */
  readonly of: (issue: Pick<IssueRow, 'id'>) => readonly MoveShape[] | undefined;
}

interface Question {
  /** How many changes had been heard of. */
  readonly age: number;
  readonly answer: Promise<readonly MoveShape[] | undefined>;
}

async function read(issue: string): Promise<readonly MoveShape[] | undefined> {
  const result = await call('issue.moves', { issue });
  return result.ok ? result.value.moves : undefined;
}

/** Which moves cards have, asked once each until something changes. */
export function useMoves(): Moves {
  const [known, setKnown] = useState<ReadonlyMap<string, readonly MoveShape[]>>(new Map());
  const asked = useRef(new Map<string, Question>());
  const age = useRef(0);

  const ask = useCallback(({ id }: Pick<IssueRow, 'id'>) => {
    const before = asked.current.get(id);
    if (before?.age === age.current) return before.answer;
    const question: Question = { age: age.current, answer: read(id) };
    asked.current.set(id, question);
    void question.answer.then((moves) => {
      if (moves === undefined || asked.current.get(id) !== question) return;
      setKnown((kept) =>
        new Map([...kept].filter(([other]) => other !== id).slice(-KEPT)).set(id, moves),
      );
    });
    return question.answer;
  }, []);

  useFeed((message) => {
    if (message.kind !== 'changed') return;
    age.current += 1;
    asked.current.clear();
    // What is known of others stays until it is asked again.
    if (message.issues === null) setKnown(new Map());
    else {
      const changed = new Set(message.issues);
      setKnown((before) => new Map([...before].filter(([id]) => !changed.has(id))));
    }
  });

  return { ask, of: ({ id }) => known.get(id) };
}
