import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
} from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { YogaContext } from './context.ts';
import { tellable, tooMuch } from './errors.ts';
import { costOf } from './limits/cost.ts';
import { MOST_COST, MOST_TOKENS } from './limits/limits.ts';
import { refuseNesting } from './limits/nesting.ts';
import { shapeRule } from './limits/shape-rule.ts';

type GraphPlugin = Plugin<Record<string, unknown>, YogaContext>;

/**
 * Yoga as far as it is wanted: documents and their results. What HTTP is asked is the server's own.
 * @param introspection whether the schema may be asked for
 */
export function makeYoga(
  schema: GraphQLSchema,
  { introspection }: { readonly introspection: boolean },
) {
  return createYoga<YogaContext>({
    schema,
    // Node has these itself.
    fetchAPI: { Headers, ReadableStream, Request, Response, TextEncoder, URL },
    logging: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    // `tellErrors` does it, knowing the request.
    maskedErrors: false,
    plugins: [boundDocuments(introspection), boundCost, tellErrors],
  });
}

export type Yoga = ReturnType<typeof makeYoga>;

/** Before anything is read: how long a document is, how deep, and how much it says beside each other. */
function boundDocuments(introspection: boolean): GraphPlugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => {
        refuseNesting(source);
        return parse(source, { ...options, maxTokens: MOST_TOKENS });
      });
    },
    onValidate({ addValidationRule }) {
      addValidationRule(shapeRule);
      if (!introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
    },
  };
}

/** Once the variables are known: how much may be read. */
const boundCost: GraphPlugin = {
  onExecute({ args, setResultAndStopExecution }) {
    const error = tooCostly(args);
    if (error) setResultAndStopExecution({ errors: [error] });
  },
  onSubscribe({ args, setResultAndStopExecution }) {
    const error = tooCostly(args);
    if (error) setResultAndStopExecution({ errors: [error] });
  },
};

interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
}

function tooCostly({
  schema,
  document,
  operationName,
  variableValues,
}: Operation): GraphQLError | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const cost = costOf(operation, { schema, fragments, variables: variableValues ?? {} });
  return cost > MOST_COST ? tooMuch(`a cost of ${cost}; the limit is ${MOST_COST}`) : null;
}

/** Nothing leaves but what may be told. */
const tellErrors: GraphPlugin = {
  onExecutionResult({ result, setResult, context }) {
    if (result === undefined || Array.isArray(result)) return;
    if (Symbol.asyncIterator in result) setResult(toldEach(result, context));
    else setResult(told(result, context));
  },
};

function told(result: ExecutionResult, { incident, report }: YogaContext): ExecutionResult {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => tellable(error, incident, report)) };
}

async function* toldEach(
  results: AsyncIterable<ExecutionResult>,
  context: YogaContext,
): AsyncGenerator<ExecutionResult> {
  for await (const result of results) yield told(result, context);
}
