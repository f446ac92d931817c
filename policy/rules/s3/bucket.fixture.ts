import { BUCKET } from "../../aws/bucket";
import { ref, stackOf, type Fixture, type FixtureResource } from "../../model/fixture";
import type { JsonObject } from "../../model/wire";

/** A bucket called `subject`, with its parts, each named after its place in the list: `part`, `part2` … */
export const bucketWith = (...parts: readonly (readonly [type: string, props: JsonObject])[]): Fixture =>
  stackOf(
    { type: BUCKET, name: "subject", props: {} },
    ...parts.map(([type, props], index): FixtureResource => ({
      type,
      name: index === 0 ? "part" : `part${index + 1}`,
      props: { bucket: ref("subject", "id"), ...props },
    })),
  );
