import { access } from "./access";
import { authorizers } from "./authorizers";
import { cache } from "./cache";
import { document } from "./document";
import { hints } from "./hints";
import { integrations } from "./integrations";
import { models } from "./models";
import { operations } from "./operations";
import type { Refusal } from "./refusal";

/** Each is one text replaced in the valid contract. */
export const refusals: readonly Refusal[] = [
  ...document,
  ...hints,
  ...integrations,
  ...operations,
  ...access,
  ...authorizers,
  ...cache,
  ...models,
];
