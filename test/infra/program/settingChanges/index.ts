import { alarms } from "./alarms";
import { backoffice } from "./backoffice";
import { catalog } from "./catalog";
import { data } from "./data";
import { domain } from "./domain";
import { identity } from "./identity";
import { live } from "./live";
import { logs } from "./logs";
import { messaging } from "./messaging";
import { network } from "./network";
import { operations } from "./operations";
import { partner } from "./partner";
import { protection } from "./protection";
import type { SettingChange } from "./settingChange";
import { storefront } from "./storefront";

export { heldElsewhere } from "./heldElsewhere";
export type { SettingChange } from "./settingChange";

/** Every key of the stage file, by section: what it changes in stage prod, and by leaving out, what it does not. */
export const settingChanges: readonly SettingChange[] = [
  ...domain,
  ...network,
  ...storefront,
  ...partner,
  ...messaging,
  ...backoffice,
  ...catalog,
  ...live,
  ...identity,
  ...data,
  ...protection,
  ...logs,
  ...alarms,
  ...operations,
];
