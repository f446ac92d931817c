import type { Plain } from "./cloud";
import type { Model } from "./model";
import { canonical } from "./seed";

/**
 * Which inputs differ, and which of those replace the resource. A name that was made up is not a difference: the
 * program still gives none.
 */
export function diff(
  model: Model | undefined,
  olds: Plain,
  news: Plain,
): { readonly changed: readonly string[]; readonly replaces: readonly string[] } {
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])]
    .filter((property) => !property.startsWith("__"))
    .filter((property) => canonical(olds[property]) !== canonical(news[property]))
    .sort();
  const forcing = new Set(model?.replaceOnChange ?? []);
  return { changed, replaces: changed.filter((property) => forcing.has(property)) };
}
