import { pathParameter } from "../../shared/request";
import { gone } from "../../shared/response";
import type { Operation } from "../../shared/router";
import type { Service } from "../../shared/service";
import type { Item } from "../../shared/table";

/** `DELETE` on one item. `metric` counts what was removed. */
export const remove =
  <T extends Item>({ table, count }: Service<T>, metric: string): Operation =>
  async (event) => {
    await table.remove(pathParameter(event, "id"));
    count(metric);
    return gone;
  };
