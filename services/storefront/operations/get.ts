import { pathParameter } from "../../shared/request";
import { found } from "../../shared/response";
import type { Operation } from "../../shared/router";
import type { Service } from "../../shared/service";
import type { Item } from "../../shared/table";
import type { Representation } from "./representation";

/** `GET` on one item. */
export const get =
  <T extends Item, Input>({ table }: Service<T>, { view }: Representation<T, Input>): Operation =>
  async (event) =>
    found(view(await table.get(pathParameter(event, "id"))));
