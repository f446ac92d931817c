import { expectedVersion, pathParameter, requestBody } from "../../shared/request";
import { found } from "../../shared/response";
import type { Operation } from "../../shared/router";
import type { Service } from "../../shared/service";
import type { Item } from "../../shared/table";
import type { Representation } from "./representation";

/** `PUT` on one item: only over the version that the caller has read. */
export const replace =
  <T extends Item, Input>(
    { table, now }: Service<T>,
    { model, models, attributes, view }: Representation<T, Input>,
  ): Operation =>
  async (event) => {
    const id = pathParameter(event, "id");
    const expected = expectedVersion(event);
    const set = attributes(requestBody<Input>(event, model, models));
    return found(view(await table.replace(id, { ...set, updatedAt: now() }, expected)));
  };
