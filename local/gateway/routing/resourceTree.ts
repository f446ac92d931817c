/** Path parameters as they stand in the URL: API Gateway hands them on without decoding (REST APIs only). */
export type PathParameters = Readonly<Record<string, string>>;

export interface Match<T> {
  readonly method: T;
  readonly pathParameters: PathParameters | undefined;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter?: { readonly name: string; readonly node: Node<T> };
  greedy?: { readonly name: string; readonly node: Node<T> };
  readonly methods: Map<string, Match<T>>;
}

const newNode = <T>(): Node<T> => ({ literals: new Map(), methods: new Map() });

/** A percent-encoded segment decoded, or as it is when the encoding is broken. */
function decode(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * API Gateway's resource tree. A literal part wins over `{name}`, and that over `{name+}`; matching is
 * case-sensitive and one trailing slash does not count. A resource that lacks the method does not end the search:
 * the request falls through to `{proxy+}` when that has it.
 */
export class ResourceTree<T> {
  private readonly root = newNode<T>();
  /** Resources without parameters, by whole path: most requests need no walk. */
  private readonly literalPaths = new Map<string, Node<T>>();

  /** Adds a method of a resource. `method` is upper case, or `ANY`. */
  add(method: string, resourcePath: string, value: T): void {
    let node = this.root;
    let literal = true;
    for (const part of resourcePath.split("/").slice(1)) {
      if (part === "") continue;
      if (part.startsWith("{") && part.endsWith("+}")) {
        literal = false;
        node.greedy ??= { name: part.slice(1, -2), node: newNode() };
        node = node.greedy.node;
      } else if (part.startsWith("{") && part.endsWith("}")) {
        literal = false;
        node.parameter ??= { name: part.slice(1, -1), node: newNode() };
        node = node.parameter.node;
      } else {
        let next = node.literals.get(part);
        if (next === undefined) node.literals.set(part, (next = newNode()));
        node = next;
      }
    }
    node.methods.set(method, { method: value, pathParameters: undefined });
    if (literal) this.literalPaths.set(resourcePath, node);
  }

  /** The method that answers, or undefined: API Gateway then says "Missing Authentication Token". */
  find(method: string, path: string): Match<T> | undefined {
    const exact = this.literalPaths.get(path);
    const direct = exact?.methods.get(method) ?? exact?.methods.get("ANY");
    if (direct !== undefined) return direct;
    const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
    const segments = trimmed === "/" || trimmed === "" ? [] : trimmed.slice(1).split("/");
    const values: [string, string][] = [];
    const found = walk(this.root, segments, 0, method, values);
    if (found === undefined || values.length === 0) return found;
    return { method: found.method, pathParameters: Object.fromEntries(values) };
  }
}

function walk<T>(
  node: Node<T>,
  segments: readonly string[],
  index: number,
  method: string,
  values: [string, string][],
): Match<T> | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.methods.get(method) ?? node.methods.get("ANY");
  const literal = node.literals.get(segment) ?? node.literals.get(decode(segment));
  const before = values.length;
  if (literal !== undefined) {
    const found = walk(literal, segments, index + 1, method, values);
    if (found !== undefined) return found;
    values.length = before;
  }
  if (segment === "") return undefined;
  if (node.parameter !== undefined) {
    values.push([node.parameter.name, segment]);
    const found = walk(node.parameter.node, segments, index + 1, method, values);
    if (found !== undefined) return found;
    values.length = before;
  }
  if (node.greedy === undefined) return undefined;
  const found = node.greedy.node.methods.get(method) ?? node.greedy.node.methods.get("ANY");
  if (found !== undefined) values.push([node.greedy.name, segments.slice(index).join("/")]);
  return found;
}
