import type { z } from 'zod';
import { REJECTION_STATUS, type RejectionCode } from '#domain/rejection.ts';
import type { RawRoute } from './define-raw-route.ts';
import type { JsonRoute } from './define-route.ts';
import { errorShape, pageShape } from './envelope.ts';
import type { Route } from './mount.ts';
import { refusalResponses } from './openapi-refusals.ts';
import { envelopeSchema, type JsonSchema, Schemas } from './openapi-schemas.ts';

/** The parts of an OpenAPI document that are made here. */
export interface OpenApiDocument {
  readonly [part: string]: unknown;
  readonly openapi: '3.1.0';
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly [part: string]: unknown;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

export interface Operation {
  readonly [part: string]: unknown;
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, object>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

type Responses = Operation['responses'];

const JSON_TYPE = 'application/json';

/** The OpenAPI 3.1 document of these routes, made from the schemas that check their requests. */
export function openApiOf(routes: readonly Route[], version: string): OpenApiDocument {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  const error = schemas.answer(errorShape);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Katydid',
      version,
      description:
        'The team server of the Katydid bug tracker. Every answer is one envelope: `data` or `error`, and the `status`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: refusalResponses(error),
      schemas: schemas.named,
    },
  };
}

function operationOf(route: Route, schemas: Schemas): Operation {
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    ...(route.description === null ? {} : { description: route.description }),
    tags: [route.tag],
    ...(route.auth === 'anyone' ? { security: [] } : {}),
    parameters: [
      ...parametersOf(route.params, 'path', schemas),
      ...parametersOf(route.query, 'query', schemas),
      ...headersOf(route),
    ],
    ...requestBodyOf(route, schemas),
    responses: route.kind === 'json' ? jsonResponses(route, schemas) : rawResponses(route),
  };
}

/** `PATCH /api/users/:id` is `patchUsersId`. */
function operationIdOf({ method, path }: Route): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && word !== 'api');
  const capitals = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return method.toLowerCase() + capitals.join('');
}

function parametersOf(object: z.ZodObject, where: 'path' | 'query', schemas: Schemas): Parameter[] {
  return schemas.fields(object).map(({ name, schema, required }) => ({
    name,
    in: where,
    required,
    ...asWritten(schema),
  }));
}

/** A number is told as one; how its text is read (its pattern) is nobody's concern here. */
function asWritten({ description, ...schema }: JsonSchema) {
  const { pattern: _, default: usual, ...number } = schema;
  const shown =
    schema.type === 'integer'
      ? { ...number, ...(usual === undefined ? {} : { default: Number(usual) }) }
      : schema;
  return typeof description === 'string' ? { description, schema: shown } : { schema: shown };
}

function headersOf(route: Route): Parameter[] {
  const headers: Parameter[] = [];
  if (route.kind === 'json' && route.idempotent) {
    headers.push({
      name: 'Idempotency-Key',
      in: 'header',
      description: 'The same key again gives the same answer, and has one effect.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    });
  }
  if (route.kind === 'json' && ['PUT', 'PATCH', 'DELETE'].includes(route.method)) {
    headers.push({
      name: 'If-Match',
      in: 'header',
      description: 'The ETag that was read; one that is stale is answered 409.',
      schema: { type: 'string' },
    });
  }
  return headers;
}

function requestBodyOf(route: Route, schemas: Schemas): object {
  if (route.kind === 'raw') {
    if (route.takes.length === 0) return {};
    return {
      requestBody: {
        required: true,
        content: Object.fromEntries(route.takes.map((type) => [type, {}])),
      },
    };
  }
  if (route.body === null) return {};
  const { body: example } = route.examples;
  return {
    requestBody: {
      required: true,
      content: {
        [JSON_TYPE]: {
          schema: schemas.request(route.body),
          ...(example === undefined ? {} : { example }),
        },
      },
    },
  };
}

function jsonResponses(route: JsonRoute, schemas: Schemas): Responses {
  const { status, list, answer, examples } = route;
  const page = { number: 1, size: 10, total: 1, next: null, previous: null };
  const content = {
    [JSON_TYPE]: {
      schema: envelopeSchema({
        data: schemas.answer(answer),
        error: { type: 'null' },
        ...(list ? { page: schemas.answer(pageShape) } : {}),
      }),
      example: {
        data: examples.answer,
        error: null,
        status,
        ...(list ? { page } : {}),
      },
    },
  };
  return { [status]: { description: route.summary, content }, ...refusals(route) };
}

function rawResponses(route: RawRoute): Responses {
  const answers = Object.entries(route.answers).map(([status, { description, type }]) => [
    status,
    { description, ...(type === undefined ? {} : { content: { [type]: {} } }) },
  ]);
  return { ...Object.fromEntries(answers), ...refusals(route) };
}

function refusals(route: Route): Responses {
  const writes = route.method !== 'GET' && route.method !== 'HEAD';
  const codes: readonly RejectionCode[] = [
    'VALIDATION',
    ...(route.auth === 'caller' ? (['UNAUTHENTICATED'] as const) : []),
    ...(route.auth === 'caller' && writes ? (['FORBIDDEN', 'CONFLICT'] as const) : []),
    ...(Object.keys(route.params.shape).length > 0 ? (['NOT_FOUND'] as const) : []),
    'RATE_LIMITED',
  ];
  return Object.fromEntries(
    codes.map((code) => [REJECTION_STATUS[code], { $ref: `#/components/responses/${code}` }]),
  );
}
