import type { Declarations } from "./declarations";
import { list, record, text } from "./declarations";

/**
 * Headers that a CloudFront distribution of the program adds for one of these hosts. An API that is reached through its
 * distribution only tells it by them; undefined when none leads there.
 */
export function distributionHeaders(
  declarations: Declarations,
  hosts: readonly string[],
): Readonly<Record<string, string>> | undefined {
  for (const { properties } of declarations.of("aws:cloudfront/distribution:Distribution")) {
    for (const origin of list(properties.origins).map(record)) {
      if (!hosts.includes(text(origin.domainName)?.toLowerCase() ?? "")) continue;
      return Object.fromEntries(
        list(origin.customHeaders)
          .map(record)
          .flatMap(({ name, value }) => (text(name) && text(value) ? [[text(name), text(value)]] : [])),
      ) as Record<string, string>;
    }
  }
  return undefined;
}
