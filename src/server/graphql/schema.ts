import { GraphQLSchema } from 'graphql';
import { mutationsOf } from './mutations.ts';
import { OBJECTS } from './objects.ts';
import { QUERIES } from './queries.ts';
import { InputTypes } from './schema/input-types.ts';
import { ObjectTypes } from './schema/object-types.ts';
import { LeafTypes } from './schema/scalar-types.ts';
import { SUBSCRIPTIONS } from './subscriptions.ts';

/** The schema, made from the shapes of the protocol and the schemas of the commands. */
export function makeSchema(): GraphQLSchema {
  const leaves = new LeafTypes();
  const inputs = new InputTypes(leaves);
  const objects = new ObjectTypes(leaves, inputs, OBJECTS);
  return new GraphQLSchema({
    query: objects.root('Query', 'What the caller sees.', QUERIES),
    mutation: objects.root(
      'Mutation',
      'The commands of the domain, by the caller. A refusal is an error with its code.',
      mutationsOf(inputs),
    ),
    subscription: objects.root('Subscription', 'What is told as it happens.', SUBSCRIPTIONS),
  });
}
