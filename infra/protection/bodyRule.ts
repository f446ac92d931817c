import type { Rule, WafSettings } from "./rule";

/** What AWS's common rule set lets through without our help. */
const usualKilobytes = 8;

/** How much of a body WAF looks at, in kilobytes; 16 costs nothing extra for API Gateway and CloudFront. */
const limits = [16, 32, 48, 64] as const;

/** The inspection limit that a stage's large bodies need; undefined where no route has any. */
export function inspectedKilobytes({ largeBodies }: WafSettings): (typeof limits)[number] | undefined {
  if (largeBodies.length === 0) return undefined;
  const most = Math.max(...largeBodies.map(({ kilobytes }) => kilobytes));
  return limits.find((limit) => limit >= most);
}

/**
 * Bodies above 8 KB are refused, except on the routes that the stage names, up to their own size. Empty where no route
 * needs more: the common rule set has the same limit.
 */
export function bodyRule(
  settings: WafSettings,
  action: Rule["action"],
): { readonly name: string; readonly action: Rule["action"]; readonly statement: Rule["statement"] }[] {
  if (settings.largeBodies.length === 0) return [];
  // Statements nest three deep and no deeper: each route is excepted by itself, rather than all of them by one OR.
  const notExcepted = settings.largeBodies.map(({ path, kilobytes }) => ({
    notStatement: {
      statement: { andStatement: { statements: [endOfPath(path), bodySize("LE", kilobytes, "NO_MATCH")] } },
    },
  }));
  return [
    {
      name: "body-size",
      action,
      statement: {
        andStatement: {
          statements: [bodySize("GT", usualKilobytes, "MATCH"), ...notExcepted],
        },
      },
    },
  ];
}

/** Paths that end so: before it stand a base path or the stage's name. A parameter stands for one part of a path. */
function endOfPath(path: string): Rule["statement"] {
  const on = {
    fieldToMatch: { uriPath: {} },
    textTransformations: [{ priority: 0, type: "NONE" }],
  };
  if (!path.includes("{"))
    return { byteMatchStatement: { ...on, positionalConstraint: "ENDS_WITH", searchString: path } };
  const regexString = `${path.replace(/[.~-]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+")}$`;
  return { regexMatchStatement: { ...on, regexString } };
}

/** @param oversizeHandling what holds for a body that is longer than WAF looks at */
const bodySize = (
  comparisonOperator: "GT" | "LE",
  kilobytes: number,
  oversizeHandling: "MATCH" | "NO_MATCH",
) => ({
  sizeConstraintStatement: {
    fieldToMatch: { body: { oversizeHandling } },
    comparisonOperator,
    size: kilobytes * 1024,
    textTransformations: [{ priority: 0, type: "NONE" }],
  },
});
