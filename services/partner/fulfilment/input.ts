import type { Fulfilment } from "../api";
import { checkedAs, checkedPartner, MalformedMessageError } from "../message";

/** What every step of the workflow is given: who asked, and for what. */
export interface FulfilmentInput {
  readonly partner: string;
  readonly request: Fulfilment;
}

/** The input, checked. @throws MalformedMessageError, which no Retry names */
export function fulfilmentInput(value: unknown): FulfilmentInput {
  if (typeof value !== "object" || value === null) throw new MalformedMessageError("not an object");
  const { partner, request } = value as Partial<Record<keyof FulfilmentInput, unknown>>;
  return { partner: checkedPartner(partner), request: checkedAs<Fulfilment>(request, "Fulfilment") };
}

/** Key of the stock that a fulfilment takes from. */
export const stockId = ({ partner, request }: FulfilmentInput): string => `stock#${partner}#${request.sku}`;

/** Key of what a step did: `charge#<partner>#<fulfilment>`. */
export const recordId = (kind: "charge" | "shipment", { partner, request }: FulfilmentInput): string =>
  `${kind}#${partner}#${request.fulfilmentId}`;
