import type { APIGatewayProxyEvent } from "aws-lambda";
import { decodeCursor, encodeCursor, type PageKey } from "../../shared/cursor";
import { pageLimit, queryParameter } from "../../shared/request";
import type { Operation } from "../../shared/router";
import type { Service } from "../../shared/service";
import type { Item, Page } from "../../shared/table";
import type { Representation } from "./representation";

/** One list of a table: its name in cursors, the keys of a page, and how it is read. */
export interface Listing<T extends Item> {
  readonly name: string;
  readonly keys: readonly string[];
  read(limit: number, start: PageKey | undefined): Promise<Page<T>>;
}

/** `GET` on a collection, page by page. `listing` says which list an event asks for. */
export const list =
  <T extends Item, Input>(
    { view, page }: Representation<T, Input>,
    listing: (event: APIGatewayProxyEvent) => Listing<T>,
  ): Operation =>
  async (event) => {
    const limit = pageLimit(event);
    const cursor = queryParameter(event, "cursor", { type: "string", minLength: 1, maxLength: 512 });
    const { name, keys, read } = listing(event);
    const start = cursor === undefined ? undefined : decodeCursor(name, cursor, keys);
    const { items, next } = await read(limit, start);
    const following = next === undefined ? undefined : encodeCursor(name, next);
    return { status: 200, body: page(items.map(view), following, event) };
  };

/** All items of a table. */
export const everything =
  <T extends Item>({ table }: Service<T>, name: string) =>
  (): Listing<T> => ({ name, keys: ["id"], read: (limit, start) => table.scan(limit, start) });
