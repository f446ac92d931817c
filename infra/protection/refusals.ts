/**
 * What callers read when a rule of ours blocks them: the status says whether trying again helps. AWS's own answer, and the
 * managed groups', is 403 with `{"message":"Forbidden"}`.
 */
const refusals = {
  refused: { status: 403, message: "Requests from your network are not accepted." },
  tooMany: { status: 429, message: "Too many requests. Try again in five minutes.", retryAfterSeconds: 300 },
  tooLarge: { status: 413, message: "The body is larger than this route takes." },
} as const;

type Why = keyof typeof refusals;

/** The block action for a reason. */
export function refusal(why: Why) {
  const { status, ...more } = refusals[why];
  return {
    customResponse: {
      responseCode: status,
      customResponseBodyKey: why,
      ...("retryAfterSeconds" in more
        ? { responseHeaders: [{ name: "Retry-After", value: String(more.retryAfterSeconds) }] }
        : {}),
    },
  };
}

/** The bodies that the actions name, for the web ACL. */
export const customResponseBodies = Object.entries(refusals).map(([key, { message }]) => ({
  key,
  contentType: "APPLICATION_JSON",
  content: JSON.stringify({ message }),
}));
