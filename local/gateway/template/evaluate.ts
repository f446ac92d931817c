import type { Block, Expression, Macro, Node, Parsed, Reference, Step } from "./ast";
import { locate } from "./cursor";
import { ForeachStatus } from "./foreachStatus";
import { callList } from "./javaCollections";
import { arithmetic, ordered } from "./javaNumber";
import { callMethod, cost, iterable, property } from "./members";
import { TemplateError } from "./types";
import {
  absent,
  Decimal,
  equalValues,
  HostObject,
  isNumeric,
  TEXT_LIMIT,
  toNumber,
  toText,
  truthy,
  type Value,
} from "./values";

/** API Gateway: "The maximum number of `#foreach` iterations is 1,000". Velocity ends the loop without an error. */
const FOREACH_LIMIT = 1000;
/** Velocity's `velocimacro.max.depth`. */
const MACRO_DEPTH_LIMIT = 20;
/** Nodes that one rendering may run; keeps nested loops from holding the gateway up. */
const STEP_LIMIT = 2_000_000;
/** Ranges are lists in memory. */
const RANGE_LIMIT = 100_000;

type Signal = "break" | "stop" | undefined;

/** Values that stand behind `$name` before the template sets anything. */
export type Globals = Readonly<Record<string, Value>>;

/** Renders parsed templates. One instance per rendering. */
export class Evaluator {
  #output = "";
  #steps = 0;
  #macroDepth = 0;
  readonly #variables = new Map<string, Value>();
  readonly #defined = new Map<string, Block>();
  readonly #macros: ReadonlyMap<string, Macro>;

  constructor(
    readonly source: string,
    readonly parsed: Parsed,
    readonly globals: Globals,
  ) {
    this.#macros = parsed.macros;
  }

  render(): string {
    this.#run(this.parsed.body);
    return this.#output;
  }

  #run(block: Block): Signal {
    for (const node of block) {
      this.#spend(1);
      const signal = this.#node(node);
      if (signal) return signal;
    }
    return undefined;
  }

  #node(node: Node): Signal {
    switch (node.kind) {
      case "text":
        this.#write(node.text);
        return undefined;
      case "reference":
        this.#print(node.reference, node.backslashes);
        return undefined;
      case "set":
        this.#assign(node.target, this.#value(node.value));
        return undefined;
      case "if":
        for (const branch of node.branches) {
          if (!branch.condition || truthy(this.#value(branch.condition))) return this.#run(branch.body);
        }
        return undefined;
      case "foreach":
        return this.#foreach(node.variable, this.#value(node.source), node.body);
      case "define":
        this.#defined.set(node.variable, node.body);
        return undefined;
      case "macro":
        return this.#macro(node.name, node.arguments, node.at);
      default:
        return node.kind;
    }
  }

  #spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > STEP_LIMIT) throw this.#limit(`it runs more than ${STEP_LIMIT} steps`);
  }

  #write(text: string): void {
    this.#spend(text.length >> 6);
    this.#output += text;
    if (this.#output.length > TEXT_LIMIT) throw this.#limit("its output is larger than 10 MB");
  }

  /** Pairs of backslashes print as one; an odd one keeps the reference from being evaluated. */
  #print(reference: Reference, backslashes: number): void {
    const value = this.#reference(reference);
    const undefinedValue = absent(value) || (value instanceof HostObject && value.text() === undefined);
    if (backslashes > 0) {
      if (undefinedValue && !reference.quiet) return this.#write("\\".repeat(backslashes) + reference.source);
      this.#write("\\".repeat(Math.floor(backslashes / 2)));
      if (backslashes % 2 === 1) return this.#write(reference.source);
    }
    if (!undefinedValue) this.#write(toText(value));
    else if (!reference.quiet && !Object.hasOwn(this.globals, reference.root)) this.#write(reference.source);
  }

  /** Velocity 1.7 keeps the old value when the new one is null. */
  #assign(target: Reference, value: Value): void {
    if (absent(value)) return;
    const last = target.steps.at(-1);
    if (!last) {
      this.#variables.set(target.root, value);
      return;
    }
    const holder = this.#walk(this.#lookup(target.root), target.steps.slice(0, -1));
    const key =
      last.kind === "property" ? last.name : last.kind === "index" ? this.#value(last.index) : undefined;
    if (holder instanceof Map && key !== undefined) {
      this.#guard(target.at, () => holder.set(toText(key), value));
    } else if (Array.isArray(holder) && last.kind === "index") {
      this.#guard(target.at, () => callList(holder, "set", [key, value]));
    }
  }

  #foreach(variable: string, source: Value, body: Block): Signal {
    const items = iterable(source);
    if (items.length === 0) return undefined;
    const saved = [variable, "foreach", "velocityCount"].map(
      (name) => [name, this.#variables.get(name)] as const,
    );
    const parent = this.#variables.get("foreach");
    const status = new ForeachStatus(items.length, parent instanceof ForeachStatus ? parent : undefined);
    let signal: Signal;
    for (let index = 0; index < items.length && index < FOREACH_LIMIT; index++) {
      status.index = index;
      this.#variables.set(variable, items[index]);
      this.#variables.set("foreach", status);
      this.#variables.set("velocityCount", index + 1);
      signal = this.#run(body);
      if (signal || status.stopped) break;
    }
    for (const [name, value] of saved) {
      if (value === undefined) this.#variables.delete(name);
      else this.#variables.set(name, value);
    }
    return signal === "stop" ? "stop" : undefined;
  }

  #macro(name: string, args: readonly Expression[], at: number): Signal {
    const macro = this.#macros.get(name);
    if (!macro) return undefined;
    if (this.#macroDepth >= MACRO_DEPTH_LIMIT) {
      throw this.#limit(`macro #${name} calls itself more than ${MACRO_DEPTH_LIMIT} times`, at);
    }
    const values = args.map((argument) => this.#value(argument));
    const saved = macro.parameters.map((parameter) => [parameter, this.#variables.get(parameter)] as const);
    macro.parameters.forEach((parameter, index) => this.#variables.set(parameter, values[index]));
    this.#macroDepth++;
    const signal = this.#run(macro.body);
    this.#macroDepth--;
    for (const [parameter, value] of saved) this.#variables.set(parameter, value);
    return signal === "stop" ? "stop" : undefined;
  }

  #lookup(root: string): Value {
    const value = this.#variables.get(root);
    if (value !== undefined) return value;
    const block = this.#defined.get(root);
    if (block) return this.#capture(block);
    return Object.hasOwn(this.globals, root) ? this.globals[root] : undefined;
  }

  #reference(reference: Reference): Value {
    const root = this.#lookup(reference.root);
    return reference.steps.length === 0 ? root : this.#walk(root, reference.steps);
  }

  #walk(from: Value, steps: readonly Step[]): Value {
    let value = from;
    for (const step of steps) {
      if (absent(value)) return undefined;
      if (step.kind === "property") value = property(value, step.name);
      else if (step.kind === "index") value = this.#index(value, this.#value(step.index), step.at);
      else value = this.#call(value, step.name, step.arguments, step.at);
    }
    return value;
  }

  #index(value: Value, index: Value, at: number): Value {
    if (Array.isArray(value) && isNumeric(index)) {
      const number = toNumber(index);
      return this.#guard(at, () => callList(value, "get", [number < 0 ? value.length + number : number]));
    }
    if (value instanceof Map) return value.get(toText(index));
    return value instanceof HostObject ? value.property(toText(index)) : undefined;
  }

  #call(value: Value, name: string, args: readonly Expression[], at: number): Value {
    const values = args.map((argument) => this.#value(argument));
    this.#spend(cost(value, name));
    return this.#guard(at, () => callMethod(value, name, values));
  }

  /** Runs Java's part of the work; what it throws gets the position. */
  #guard<T>(at: number, work: () => T): T {
    try {
      const result = work();
      if (typeof result === "string" && result.length > TEXT_LIMIT)
        throw this.#limit("a text is larger than 10 MB", at);
      return result;
    } catch (error) {
      if (error instanceof TemplateError) throw error;
      // The platform's own limits, of the call stack and of texts, and ours in values.ts.
      if (error instanceof RangeError) throw this.#limit(error.message, at);
      const { line, column } = locate(this.source, at);
      throw new TemplateError("GH4102", error instanceof Error ? error.message : String(error), line, column);
    }
  }

  #value(expression: Expression): Value {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "decimal":
        return new Decimal(expression.value);
      case "value":
        return this.#reference(expression.reference);
      case "interpolated":
        return this.#capture(expression.body);
      case "list":
        return expression.items.map((item) => this.#value(item));
      case "map":
        return new Map(
          expression.entries.map(([key, value]) => [toText(this.#value(key)), this.#value(value)]),
        );
      case "range":
        return this.#range(this.#value(expression.from), this.#value(expression.to));
      case "not":
        return !truthy(this.#value(expression.operand));
      case "and":
        return truthy(this.#value(expression.left)) && truthy(this.#value(expression.right));
      case "or":
        return truthy(this.#value(expression.left)) || truthy(this.#value(expression.right));
      default:
        return this.#binary(expression);
    }
  }

  #binary(expression: Extract<Expression, { kind: "binary" }>): Value {
    const left = this.#value(expression.left);
    const right = this.#value(expression.right);
    const { operator } = expression;
    if (operator === "==") return equalValues(left, right);
    if (operator === "!=") return !equalValues(left, right);
    if (operator === "<" || operator === "<=" || operator === ">" || operator === ">=")
      return ordered(operator, left, right);
    return this.#guard(expression.at, () => arithmetic(operator, left, right));
  }

  #range(from: Value, to: Value): Value {
    if (!isNumeric(from) || !isNumeric(to)) return null;
    const start = Math.trunc(toNumber(from));
    const end = Math.trunc(toNumber(to));
    const length = Math.abs(end - start) + 1;
    if (length > RANGE_LIMIT) throw this.#limit(`a range has more than ${RANGE_LIMIT} numbers`);
    const step = end < start ? -1 : 1;
    return Array.from({ length }, (_item, index) => start + index * step);
  }

  /** The text that a block prints. */
  #capture(block: Block): string {
    const before = this.#output;
    if (++this.#macroDepth > 10 * MACRO_DEPTH_LIMIT)
      throw this.#limit("definitions refer to each other without end");
    this.#output = "";
    this.#run(block);
    const result = this.#output;
    this.#output = before;
    this.#macroDepth--;
    return result;
  }

  #limit(message: string, at = 0): TemplateError {
    const { line, column } = locate(this.source, at);
    return new TemplateError("GH4103", `the template is stopped: ${message}`, line, column);
  }
}
