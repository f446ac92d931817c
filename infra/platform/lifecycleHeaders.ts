import type { StageConfig } from "../stage";

/** When a version of the storefront is deprecated, and when it ends; a section of the stage's configuration. */
type Deprecation = NonNullable<StageConfig["storefront"]["deprecation"]["v1"]>;

/**
 * Headers that tell callers that a version is on its way out: `Deprecation` (RFC 9745, a structured date), `Sunset` (RFC
 * 8594, an HTTP date) and a link to the version that follows (RFC 5829). Days begin at midnight UTC.
 *
 * @param successorUrl where the next version is called; without one there is no link
 */
export function lifecycleHeaders(
  deprecation: Deprecation | undefined,
  successorUrl?: string,
): Readonly<Record<string, string>> {
  if (deprecation === undefined) return {};
  const { since, sunset } = deprecation;
  return {
    Deprecation: `@${Date.parse(since) / 1000}`,
    ...(sunset === undefined ? {} : { Sunset: new Date(sunset).toUTCString() }),
    ...(successorUrl === undefined ? {} : { Link: `<${successorUrl}>; rel=successor-version` }),
  };
}
