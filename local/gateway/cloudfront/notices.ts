import type { Declared } from "../declarations";
import { list, record, text } from "../declarations";
import type { Notice } from "../notice";

type Behavior = Record<string, unknown>;

/** What of a behaviour would change an answer, and is not executed. */
const BEHAVIOR: readonly (readonly [property: string, short: string, message: string])[] = [
  [
    "functionAssociations",
    "CloudFront functions",
    "CloudFront functions do not run; requests and answers pass as they are.",
  ],
  [
    "lambdaFunctionAssociations",
    "Lambda@Edge",
    "Lambda@Edge functions do not run; requests and answers pass as they are.",
  ],
  [
    "trustedKeyGroups",
    "CloudFront's signed URLs",
    "CloudFront's signed URLs and cookies are not checked; every viewer passes.",
  ],
  [
    "trustedSigners",
    "CloudFront's signed URLs",
    "CloudFront's signed URLs and cookies are not checked; every viewer passes.",
  ],
];

/** What distributions declare and the rehearsal does not execute. */
export function distributionNotices(distributions: readonly Declared[]): Notice[] {
  return distributions.flatMap(({ urn, properties }) => {
    const notice = (property: string, short: string, message: string): Notice => ({
      urn,
      property,
      short,
      message,
    });
    const behaviors: Behavior[] = [
      record(properties.defaultCacheBehavior),
      ...list(properties.orderedCacheBehaviors).map(record),
    ];
    const restriction = text(record(record(properties.restrictions).geoRestriction).restrictionType);
    return [
      notice(
        "defaultCacheBehavior",
        "CloudFront's cache and policies",
        "CloudFront caches and compresses nothing and speaks no TLS: a request meets the distribution's web ACL, its behaviour's methods and its origin, and keeps all headers but Host; cache, response headers and viewer protocol policies are not executed.",
      ),
      ...BEHAVIOR.filter(([property]) =>
        behaviors.some((behavior) => list(behavior[property]).length > 0),
      ).map(([property, short, message]) => notice(property, short, message)),
      ...(restriction === undefined || restriction === "none"
        ? []
        : [
            notice(
              "restrictions",
              "CloudFront's geographic restriction",
              "CloudFront's geographic restriction is not executed; viewers of every country pass.",
            ),
          ]),
      ...(list(properties.customErrorResponses).length === 0
        ? []
        : [
            notice(
              "customErrorResponses",
              "CloudFront's error pages",
              "CloudFront's error pages are not executed; errors pass as the origin gives them.",
            ),
          ]),
    ];
  });
}
