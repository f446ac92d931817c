import type { APIGatewayProxyEvent } from "aws-lambda";

/** Body of a page in version 2: `next` is where to ask for the next one, with all that the caller asked for. */
export function page<T>(items: readonly T[], cursor: string | undefined, event: APIGatewayProxyEvent) {
  if (cursor === undefined) return { items };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(event.queryStringParameters ?? {}))
    if (value !== undefined && name !== "cursor") query.set(name, value);
  query.set("cursor", cursor);
  return { items, next: `${event.requestContext.path}?${query.toString()}` };
}
