import { z } from "zod";
import { schema as accountThrottle } from "./sections/accountThrottle";
import { schema as alarms } from "./sections/alarms";
import { schema as backoffice } from "./sections/backoffice";
import { schema as catalog } from "./sections/catalog";
import { schema as data } from "./sections/data";
import { schema as domain } from "./sections/domain";
import { schema as identity } from "./sections/identity";
import { schema as live } from "./sections/live";
import { schema as logs } from "./sections/logs";
import { schema as messaging } from "./sections/messaging";
import { schema as network } from "./sections/network";
import { schema as operations } from "./sections/operations";
import { schema as partner } from "./sections/partner";
import { schema as protection } from "./sections/protection";
import { schema as storefront } from "./sections/storefront";

/** What `gatehouse:stage` may hold. Unknown keys are errors; every key has a description, which the JSON Schema shows. */
export const stageSchema = z
  .strictObject({
    domain: domain.optional(),
    network: network.prefault({}),
    accountThrottle: accountThrottle.prefault({}),
    storefront: storefront.prefault({}),
    partner: partner.prefault({}),
    messaging: messaging.prefault({}),
    backoffice: backoffice.prefault({}),
    catalog: catalog.prefault({}),
    live: live.prefault({}),
    identity,
    data: data.prefault({}),
    protection: protection.prefault({}),
    logs: logs.prefault({}),
    alarms: alarms.prefault({}),
    operations: operations.prefault({}),
    tags: z
      .record(z.string().max(128), z.string().max(256))
      .default({})
      .describe("Tags of every resource, beside project, stage and managed-by."),
  })
  .describe("One stage of Gatehouse.");

/** The settings of one stage, complete: what the file leaves out has its default. */
export type StageSettings = z.output<typeof stageSchema>;

/** {@link StageSettings} with the stage's name, which is the stack's. */
export interface StageConfig extends StageSettings {
  readonly stage: string;
}
