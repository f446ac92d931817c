import { Problem, nearest } from "../../graph/problem";
import type { Plain } from "../cloud";
import { account } from "./account";
import { network } from "./network";
import type { DataSource, Place } from "./place";
import { services } from "./services";

const dataSources: ReadonlyMap<string, DataSource> = new Map(
  [account, network, services].flatMap((table) => Object.entries(table)),
);

/** Answers a data source or provider function; an unknown one is an error that says where to describe it. */
export function invoke(token: string, args: Plain, place: Place): Plain {
  const source = dataSources.get(token);
  if (source) return source(args, place);
  const near = nearest(token, dataSources.keys());
  throw new Problem(
    "GH3002",
    `The simulated cloud has no answer for ${token}.`,
    `Describe it in a table of local/cloud/dataSources.${near ? ` Or did you mean ${near}?` : ""}`,
  );
}
