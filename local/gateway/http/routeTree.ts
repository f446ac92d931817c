/** Path parameters of an HTTP API, percent-decoded. */
export type PathParameters = Readonly<Record<string, string>>;

export interface RouteMatch<T> {
  readonly route: T;
  readonly pathParameters: PathParameters | undefined;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter?: Node<T>;
  /** Methods of `{name+}` below this node. */
  readonly greedy: Map<string, Leaf<T>>;
  readonly methods: Map<string, Leaf<T>>;
}

/** Parameter names stand on the leaf: `/a/{x}/b` and `/a/{y}/c` share a node and differ in their names. */
interface Leaf<T> {
  readonly names: readonly string[];
  readonly route: T;
}

const newNode = <T>(): Node<T> => ({ literals: new Map(), greedy: new Map(), methods: new Map() });

function decode(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const leafOf = <T>(leaves: ReadonlyMap<string, Leaf<T>>, method: string): Leaf<T> | undefined =>
  leaves.get(method) ?? leaves.get("ANY");

/**
 * Routes of an HTTP API. A full match wins over a greedy one, a literal part over `{name}`, a method over ANY, and
 * `$default` takes what is left; matching is case-sensitive and a trailing slash counts
 * (apigateway/latest/developerguide/http-api-develop-routes.html).
 */
export class RouteTree<T> {
  private readonly root = newNode<T>();
  private fallback: RouteMatch<T> | undefined;

  /** Adds a route. `path` is absent for `$default`. */
  add(method: string, path: string | undefined, route: T): void {
    if (path === undefined) {
      this.fallback = { route, pathParameters: undefined };
      return;
    }
    const names: string[] = [];
    let node = this.root;
    for (const part of path === "/" ? [] : path.slice(1).split("/")) {
      if (part.startsWith("{") && part.endsWith("+}")) {
        node.greedy.set(method, { names: [...names, part.slice(1, -2)], route });
        return;
      }
      if (part.startsWith("{") && part.endsWith("}")) {
        names.push(part.slice(1, -1));
        node = node.parameter ??= newNode();
      } else {
        let next = node.literals.get(part);
        if (next === undefined) node.literals.set(part, (next = newNode()));
        node = next;
      }
    }
    node.methods.set(method, { names, route });
  }

  /** The route that answers, or undefined: API Gateway then says "Not Found". */
  find(method: string, path: string): RouteMatch<T> | undefined {
    const segments = path === "/" || path === "" ? [] : path.slice(1).split("/");
    const values: string[] = [];
    const leaf =
      full(this.root, segments, 0, method, values) ?? greedy(this.root, segments, 0, method, values);
    if (leaf === undefined) return this.fallback;
    if (leaf.names.length === 0) return { route: leaf.route, pathParameters: undefined };
    return {
      route: leaf.route,
      pathParameters: Object.fromEntries(leaf.names.map((name, index) => [name, values[index] ?? ""])),
    };
  }
}

function full<T>(
  node: Node<T>,
  segments: readonly string[],
  index: number,
  method: string,
  values: string[],
): Leaf<T> | undefined {
  const segment = segments[index];
  if (segment === undefined) return leafOf(node.methods, method);
  const next = node.literals.get(segment) ?? node.literals.get(decode(segment));
  const found = next && full(next, segments, index + 1, method, values);
  if (found !== undefined) return found;
  if (segment === "" || node.parameter === undefined) return undefined;
  const before = values.length;
  values.push(decode(segment));
  const below = full(node.parameter, segments, index + 1, method, values);
  if (below === undefined) values.length = before;
  return below;
}

/** The deepest `{name+}` that has the method. */
function greedy<T>(
  node: Node<T>,
  segments: readonly string[],
  index: number,
  method: string,
  values: string[],
): Leaf<T> | undefined {
  const segment = segments[index];
  if (segment === undefined) return undefined;
  const next = node.literals.get(segment) ?? node.literals.get(decode(segment));
  const found = next && greedy(next, segments, index + 1, method, values);
  if (found !== undefined) return found;
  if (segment !== "" && node.parameter !== undefined) {
    const before = values.length;
    values.push(decode(segment));
    const below = greedy(node.parameter, segments, index + 1, method, values);
    if (below !== undefined) return below;
    values.length = before;
  }
  const leaf = leafOf(node.greedy, method);
  const rest = segments.slice(index).join("/");
  if (leaf === undefined || rest === "") return undefined;
  values.push(decode(rest));
  return leaf;
}
