/**
 * A function of an object, computed once for each, for what many rules read of the same resource. Nothing outlives the
 * object; what comes out must not be changed.
 */
export function oncePer<Key extends object, Result>(compute: (key: Key) => Result): (key: Key) => Result {
  const known = new WeakMap<Key, { readonly result: Result }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = { result: compute(key) }));
    return found.result;
  };
}
