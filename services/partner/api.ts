import type { components } from "./generated/api";

type Schemas = components["schemas"];
export type Order = Schemas["Order"];
export type StockEvent = Schemas["Event"];
export type Fulfilment = Schemas["Fulfilment"];
export type QuoteRequest = Schemas["QuoteRequest"];
export type Quote = Schemas["Quote"];
