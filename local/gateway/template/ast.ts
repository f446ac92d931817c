/** What a parsed template consists of. Offsets are into the template's source. */
export type Block = readonly Node[];

export type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "reference"; readonly reference: Reference; readonly backslashes: number }
  | { readonly kind: "set"; readonly target: Reference; readonly value: Expression }
  | { readonly kind: "if"; readonly branches: readonly Branch[] }
  | { readonly kind: "foreach"; readonly variable: string; readonly source: Expression; readonly body: Block }
  | { readonly kind: "define"; readonly variable: string; readonly body: Block }
  | {
      readonly kind: "macro";
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly at: number;
    }
  | { readonly kind: "break" }
  | { readonly kind: "stop" };

export interface Branch {
  /** Absent for `#else`. */
  readonly condition?: Expression;
  readonly body: Block;
}

export interface Macro {
  readonly parameters: readonly string[];
  readonly body: Block;
}

export interface Reference {
  /** Name after the dollar sign. */
  readonly root: string;
  readonly steps: readonly Step[];
  /** `$!x`: prints nothing when it is undefined. */
  readonly quiet: boolean;
  /** The reference as written, which is what it prints when it is undefined. */
  readonly source: string;
  readonly at: number;
}

export type Step =
  | { readonly kind: "property"; readonly name: string }
  | {
      readonly kind: "method";
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly at: number;
    }
  | { readonly kind: "index"; readonly index: Expression; readonly at: number };

export type BinaryOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | bigint | boolean | null }
  | { readonly kind: "decimal"; readonly value: number }
  | { readonly kind: "interpolated"; readonly body: Block }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "range"; readonly from: Expression; readonly to: Expression }
  | { readonly kind: "value"; readonly reference: Reference }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    };

export interface Parsed {
  readonly body: Block;
  readonly macros: ReadonlyMap<string, Macro>;
}
