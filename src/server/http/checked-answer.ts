import { isDeepStrictEqual } from 'node:util';
import type { Services } from '../services.ts';
import type { JsonRoute } from './define-route.ts';
import type { Answer } from './reply.ts';

/**
 * Under test, an answer must be what its route's schema promises, no field more: the schema is what
 * `/docs` shows. @throws where it is not
 */
export function checkedAnswer(
  route: JsonRoute,
  answer: Answer<unknown>,
  { checksAnswers }: Pick<Services, 'checksAnswers'>,
): Answer<unknown> {
  if (!checksAnswers) return answer;
  const where = `${route.method} ${route.path}`;
  const parsed = route.answer.parse(answer.data);
  if (!isDeepStrictEqual(parsed, answer.data)) {
    throw new Error(`${where} answers fields that its schema does not name.`);
  }
  if (route.list !== (answer.page !== undefined)) {
    throw new Error(`${where} and its page do not agree on being a list.`);
  }
  return answer;
}
