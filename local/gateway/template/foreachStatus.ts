import { HostObject, type Value } from "./values";

/** `$foreach` inside a loop. */
export class ForeachStatus extends HostObject {
  /** Zero-based. */
  index = 0;
  stopped = false;
  readonly #size: number;
  readonly #parent: ForeachStatus | undefined;

  constructor(size: number, parent: ForeachStatus | undefined) {
    super();
    this.#size = size;
    this.#parent = parent;
  }

  override property(name: string): Value {
    switch (name) {
      case "index":
        return this.index;
      case "count":
        return this.index + 1;
      case "hasNext":
        return this.index + 1 < this.#size;
      case "first":
        return this.index === 0;
      case "last":
        return this.index + 1 === this.#size;
      case "parent":
        return this.#parent;
      case "topmost":
        return this.#parent?.property("topmost") ?? this;
      default:
        return undefined;
    }
  }

  override call(name: string): Value {
    if (name === "stop") {
      this.stopped = true;
      return "";
    }
    if (name === "hasNext") return this.property("hasNext");
    const getter = /^(?:get|is)([A-Z].*)$/.exec(name)?.[1];
    return getter === undefined ? undefined : this.property(getter.charAt(0).toLowerCase() + getter.slice(1));
  }
}
