import type { Extractor, Inspected, Values } from "../inspected";
import type { Transformation } from "../transformations";
import type { Clock, WafContext } from "../types";

/**
 * Decides whether a statement holds for a request; undefined when that cannot be told here, such as the country of
 * a local caller. Logic is three-valued, so that "not from these countries" does not refuse everybody. Never throws.
 */
export type Matcher = (view: Inspected) => boolean | undefined;

/**
 * What the compilation of one rule may use: the referenced sets, the clock, the interned extractors, the rule's
 * label context, and a place for notices.
 */
export interface Scope {
  readonly context: WafContext;
  readonly clock: Clock;
  readonly extractors: Extractors;
  /** Rule in question, as notices name it. */
  readonly rule: string;
  /** Prefix of labels that the rule itself adds, such as `awswaf:<account>:webacl:<name>:`. */
  readonly labelPrefix: string;
  notice(message: string): void;
}

/** Extractors shared by the rules of one ACL: the same component with the same transformations, computed once. */
export class Extractors {
  readonly #slots = new Map<string, number>();

  /** A function that gives the transformed values of a component, from the request's memory if they are there. */
  intern(key: string, extract: Extractor, apply?: Transformation): (view: Inspected) => Values {
    let slot = this.#slots.get(key);
    if (slot === undefined) this.#slots.set(key, (slot = this.#slots.size));
    const index = slot;
    const extractor: Extractor = apply
      ? (view) => {
          const values = extract(view);
          return typeof values === "boolean" ? values : values.map(apply);
        }
      : extract;
    return (view) => view.values(index, extractor);
  }
}

/** For statements that cannot be executed. */
export const CANNOT_TELL: Matcher = () => undefined;
