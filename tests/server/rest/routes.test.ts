import { describe, expect, it } from 'vitest';
import { REST_ROUTES } from '#server/routes.ts';

const ROUTES = REST_ROUTES.flatMap((route) => (route.kind === 'json' ? [route] : []));

describe.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (_name, { body, answer, examples, method, path, params, list, query }) => {
    it('shows examples that its schemas accept as they stand', () => {
      expect(answer.parse(examples.answer)).toEqual(examples.answer);
      if (body !== null) expect(body.safeParse(examples.body).success).toBe(true);
    });

    it('names every parameter of its path', () => {
      const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(Object.keys(params.shape)).toEqual(named);
    });

    it('pages what is a list, and nothing else', () => {
      expect('cursor' in query.shape).toBe(list);
      if (list) expect(method).toBe('GET');
    });
  },
);

it('has no two routes at one address', () => {
  const names = ROUTES.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(names).size).toBe(names.length);
});
