import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import { STAGE } from "./rest-method";
import { settingsOf } from "./rest-stage";
import { V2_STAGE } from "./v2-api";

/** Stages of both generations; they share the account's request rate. */
export const ALL_STAGES: readonly string[] = [STAGE, V2_STAGE];

type Rate = number | "none" | "unknown";

/** A sum over all stages asks for each rate again; finding the settings of a stage is what costs. */
const read = new WeakMap<Resource, Rate>();

/** Requests a second that a stage lets through; `none` when it has no limit of its own. */
export function rateOf(stage: Resource, stack: Stack): Rate {
  const rate = read.get(stage) ?? readRate(stage, stack);
  read.set(stage, rate);
  return rate;
}

function readRate(stage: Resource, stack: Stack): Rate {
  if (stage.type === V2_STAGE) {
    const value = stage.get("defaultRouteSettings", "throttlingRateLimit");
    return value.unknown ? "unknown" : limit(value.number);
  }
  const { resources, complete } = settingsOf(stage, stack);
  const forAll = resources.filter((settings) => settings.get("methodPath").text === "*/*");
  const [first] = forAll;
  if (first === undefined)
    return complete && !resources.some((settings) => settings.get("methodPath").unknown) ? "none" : "unknown";
  const value = first.get("settings", "throttlingRateLimit");
  return value.unknown ? "unknown" : limit(value.number);
}

/** -1 turns the limit off. */
const limit = (rate: number | undefined): number | "none" => (rate === undefined || rate < 0 ? "none" : rate);
