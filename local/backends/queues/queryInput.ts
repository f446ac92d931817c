import { type Input, ServiceError } from "../protocol";

type Tree = { [key: string]: Tree | string };

/** Members that are numbers in the model; a form has text only. */
const NUMBERS = new Set([
  "DelaySeconds",
  "MaxNumberOfMessages",
  "VisibilityTimeout",
  "WaitTimeSeconds",
  "MaxResults",
]);

/**
 * The form of a query request as the JSON protocol's input: `MessageAttribute.1.Name=a` and the like become maps and
 * lists. The queue is the path, when the form does not name it.
 */
export function readForm(form: URLSearchParams, path: string): Input {
  const tree: Tree = Object.create(null) as Tree;
  for (const [name, value] of form) place(tree, name.split("."), value);
  const input: Record<string, unknown> = members(tree);
  const batch = Object.keys(tree).find((name) => name.endsWith("BatchRequestEntry"));
  if (batch !== undefined) input.Entries = list(tree[batch]).map((entry) => members(entry));
  if (input.QueueUrl === undefined && path.split("/").filter(Boolean).length >= 2) input.QueueUrl = path;
  return input;
}

function members(tree: Tree | string | undefined): Record<string, unknown> {
  if (tree === undefined || typeof tree === "string") return {};
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === "string") input[name] = NUMBERS.has(name) ? integer(name, value) : value;
    else if (name === "AttributeName") input.AttributeNames = list(value);
    else if (name === "MessageAttributeName") input.MessageAttributeNames = list(value);
    else if (name === "MessageSystemAttributeName") input.MessageSystemAttributeNames = list(value);
    else if (name === "MessageAttribute") input.MessageAttributes = map(value);
    else if (name === "MessageSystemAttribute") input.MessageSystemAttributes = map(value);
  }
  return input;
}

function integer(name: string, value: string): number {
  if (!/^-?\d{1,9}$/.test(value))
    throw new ServiceError("MalformedInput", `${name} must be an integer, and is ${JSON.stringify(value)}`);
  return Number(value);
}

/** `{ "1": a, "2": b }` in the order of the numbers. */
const list = (tree: Tree | string | undefined): (Tree | string)[] =>
  tree === undefined || typeof tree === "string"
    ? []
    : Object.entries(tree)
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([, value]) => value);

const map = (tree: Tree): Record<string, unknown> =>
  Object.fromEntries(
    list(tree).flatMap((entry) =>
      typeof entry !== "string" && typeof entry.Name === "string" ? [[entry.Name, entry.Value]] : [],
    ),
  );

function place(tree: Tree, [first = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree[first] ??= value;
    return;
  }
  const inner = tree[first];
  const next = typeof inner === "object" ? inner : (Object.create(null) as Tree);
  tree[first] = next;
  place(next, rest, value);
}
