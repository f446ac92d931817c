import type { Quote, QuoteRequest } from "../api";
import { checkedAs, MalformedMessageError } from "../message";

/** A product has no price. The workflow's Catch names it so. */
class UnknownProductError extends Error {
  constructor(sku: string) {
    super(`there is no price for ${sku}`);
    this.name = "UnknownProduct";
  }
}

/** Cents per piece by the start of the sku. Make the list yours; a catalogue service would stand here. */
const prices: Readonly<Record<string, number>> = { TEA: 450, COFFEE: 780, CUP: 1_290 };

/** From this many pieces of one product on, a tenth is off. */
const discountFrom = 100;

/**
 * What an order costs.
 *
 * @throws UnknownProductError, MalformedMessageError
 */
export function price(value: unknown): Quote {
  if (typeof value !== "object" || value === null) throw new MalformedMessageError("not an object");
  const { lines } = checkedAs<QuoteRequest>((value as { request?: unknown }).request, "QuoteRequest");
  const quoted = lines.map(({ sku, quantity }) => {
    const kind = sku.split("-")[0] ?? "";
    const full = Object.hasOwn(prices, kind) ? prices[kind] : undefined;
    if (full === undefined) throw new UnknownProductError(sku);
    const unitPrice = quantity >= discountFrom ? Math.floor(full * 0.9) : full;
    return { sku, quantity, unitPrice, price: unitPrice * quantity };
  });
  return { currency: "EUR", total: quoted.reduce((sum, line) => sum + line.price, 0), lines: quoted };
}
