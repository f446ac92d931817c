import type { Refusal } from "./refusal";

/** Breaks of the cache. */
export const cache: readonly Refusal[] = [
  {
    name: "a cache on PUT",
    find: "    put:\n",
    replace: "    put:\n      x-gatehouse-cache: { ttlSeconds: 1, keyParameters: [id] }\n",
    code: "GH1212",
    what: /only GET|cannot be cached/,
    mark: "x-gatehouse-cache: { ttlSeconds: 1,",
  },
  {
    name: "a cache key that is no parameter",
    find: "keyParameters: [id]",
    replace: "keyParameters: [id, page]",
    code: "GH1212",
    what: /has no parameter page/,
    mark: "page]",
  },
  {
    name: "a cache key without a parameter that shapes the answer",
    find: "keyParameters: [id]",
    replace: "keyParameters: []",
    code: "GH1212",
    what: /takes id, which is not in the cache key/,
    mark: "keyParameters: []",
  },
];
