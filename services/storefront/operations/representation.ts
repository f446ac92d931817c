import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Schemas } from "../../shared/schema";
import type { Item } from "../../shared/table";
import type { Attributes } from "../stored";

/** How one version of the API writes and reads the items of one table. */
export interface Representation<T extends Item, Input> {
  /** Name of the model of a request body, and the models it is among. */
  readonly model: string;
  readonly models: Schemas;
  /**
   * What is stored of a request; an attribute that is `undefined` is removed, since PUT replaces the whole.
   *
   * @throws Problem 400 for what the model cannot tell
   */
  attributes(input: Input): Attributes<T>;
  /** The item as this version shows it. */
  view(item: T): Shown;
  /** Body of one page. `cursor` is that of the next one. */
  page(items: readonly Shown[], cursor: string | undefined, event: APIGatewayProxyEvent): unknown;
}

/** An item in an answer. Its version is its ETag. */
export interface Shown {
  readonly id: string;
  readonly version: number;
}
