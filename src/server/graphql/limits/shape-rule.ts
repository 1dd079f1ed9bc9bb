import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { tooMuch } from '../errors.ts';
import { MOST_ALIASES, MOST_DEPTH, MOST_ROOT_FIELDS } from './limits.ts';

/** A validation rule: documents that are too deep, or say too much beside each other, are refused. */
export function shapeRule(context: ValidationContext): ASTVisitor {
  const document = context.getDocument();
  const measures = new Measures(document);
  return {
    OperationDefinition(operation) {
      const { depth, aliases, width } = measures.of(operation.selectionSet);
      const faults = [
        [depth, MOST_DEPTH, 'fields within fields'],
        [aliases, MOST_ALIASES, 'aliases'],
        [width, MOST_ROOT_FIELDS, 'fields at its root'],
      ] as const;
      for (const [count, most, what] of faults) {
        if (count > most) context.reportError(tooMuch(`more than ${most} ${what}`));
      }
    },
  };
}

interface Measure {
  readonly depth: number;
  readonly aliases: number;
  /** Fields of this very set. */
  readonly width: number;
}

const NOTHING: Measure = { depth: 0, aliases: 0, width: 0 };

/** Each fragment is measured once, however often it is spread. */
class Measures {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<string, Measure>();

  constructor({ definitions }: DocumentNode) {
    const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(
      (fragments as readonly FragmentDefinitionNode[]).map((one) => [one.name.value, one]),
    );
  }

  of(set: SelectionSetNode | undefined): Measure {
    let { depth, aliases, width } = NOTHING;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        // Introspection is bounded by a rule of its own.
        if (selection.name.value.startsWith('__')) continue;
        const inner = this.of(selection.selectionSet);
        depth = Math.max(depth, inner.depth + 1);
        aliases += inner.aliases + (selection.alias ? 1 : 0);
        width += 1;
        continue;
      }
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? this.of(selection.selectionSet)
          : this.#spread(selection.name.value);
      depth = Math.max(depth, inner.depth);
      aliases += inner.aliases;
      width += inner.width;
    }
    return { depth, aliases, width };
  }

  #spread(name: string): Measure {
    const known = this.#known.get(name);
    if (known) return known;
    // A fragment that spreads itself is refused by another rule.
    this.#known.set(name, NOTHING);
    const measure = this.of(this.#fragments.get(name)?.selectionSet);
    this.#known.set(name, measure);
    return measure;
  }
}
