import { Problem } from "../../../shared/problem";
import type { StoredPrice } from "../../stored";
import type { Price } from "../api";

/** Digits after the point where there are not two (ISO 4217, minor units). */
const digits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
};

const digitsOf = (currency: string): number =>
  Object.hasOwn(digits, currency) ? (digits[currency] ?? 2) : 2;

/** Highest price in smallest units, as version 1 has it. */
const most = 1_000_000_000;

/** The price in smallest units. @throws Problem 400 for a part of the smallest unit, or a price that is too high */
export function storedPrice({ amount, currency }: Price): StoredPrice {
  const places = digitsOf(currency);
  const [whole = "0", fraction = ""] = amount.split(".");
  if (fraction.length > places) throw wrong(`${currency} has ${places} digits after the point`);
  const smallest = Number(whole + fraction.padEnd(places, "0"));
  if (smallest > most) throw wrong(`is more than ${decimal(most, places)}`);
  return { amount: smallest, currency };
}

/** The price as a decimal number, with as many digits after the point as its currency has. */
export const decimalPrice = ({ amount, currency }: StoredPrice): Price => ({
  amount: decimal(amount, digitsOf(currency)),
  currency,
});

function decimal(smallest: number, places: number): string {
  const text = String(smallest).padStart(places + 1, "0");
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
}

const wrong = (detail: string): Problem =>
  new Problem(400, "the body is not a valid ProductInput", [{ pointer: "/price/amount", detail }]);
