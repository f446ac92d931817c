import { requestBody } from "../../shared/request";
import { created } from "../../shared/response";
import type { Operation } from "../../shared/router";
import type { Service } from "../../shared/service";
import type { Item } from "../../shared/table";
import type { Representation } from "./representation";

/** `POST` on a collection: adds an item once per Idempotency-Key. `metric` counts what was added. */
export const create =
  <T extends Item, Input>(
    { table, once, now, newId, count }: Service<T>,
    { model, models, attributes, view }: Representation<T, Input>,
    metric: string,
  ): Operation =>
  async (event, context) => {
    const input = requestBody<Input>(event, model, models);
    // The record of the answer takes no undefined values.
    const set = Object.fromEntries(
      Object.entries(attributes(input)).filter(([, value]) => value !== undefined),
    );
    const item = await once(event, context, input, async () => {
      const time = now();
      const dated = { ...set, id: newId(), version: 1, createdAt: time, updatedAt: time };
      const added = await table.create(dated as unknown as T);
      count(metric);
      return added;
    });
    // With the stage or the base path that the caller used.
    return created(view(item), event.requestContext.path);
  };
