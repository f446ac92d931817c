import { defaults as accountThrottle } from "./sections/accountThrottle";
import { defaults as alarms } from "./sections/alarms";
import { defaults as backoffice } from "./sections/backoffice";
import { defaults as catalog } from "./sections/catalog";
import { defaults as data } from "./sections/data";
import { defaults as domain } from "./sections/domain";
import { defaults as identity } from "./sections/identity";
import { defaults as live } from "./sections/live";
import { defaults as logs } from "./sections/logs";
import { defaults as messaging } from "./sections/messaging";
import { defaults as network } from "./sections/network";
import { defaults as operations } from "./sections/operations";
import { defaults as partner } from "./sections/partner";
import { defaults as protection } from "./sections/protection";
import { defaults as storefront } from "./sections/storefront";

/**
 * Every number and choice that a stage file may leave out. Units are in the names. The defaults are those of a stage
 * that costs next to nothing at rest and keeps nothing it would miss: dev. What test and prod need more is in their files.
 */
export const defaults = {
  domain,
  network,
  identity,
  accountThrottle,
  storefront,
  partner,
  messaging,
  backoffice,
  catalog,
  live,
  data,
  protection,
  logs,
  alarms,
  operations,
} as const;
