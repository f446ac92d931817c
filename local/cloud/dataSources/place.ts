import type { Plain } from "../cloud";
import type { Partition } from "../partition";

/** Where a data source is asked. */
export interface Place {
  readonly region: string;
  readonly partition: Partition;
  readonly accountId: string;
}

/** Answers one data source or provider function. */
export type DataSource = (args: Plain, place: Place) => Plain;

/** Data sources by token. */
export type DataSourceTable = Readonly<Record<string, DataSource>>;

/** An ARN in the place's partition, Region and account. */
export const placeArn = ({ partition, region, accountId }: Place, service: string, path: string): string =>
  `arn:${partition.id}:${service}:${region}:${accountId}:${path}`;

/** An ARN of a global service, such as IAM. */
export const globalPlaceArn = (place: Place, service: string, path: string): string =>
  placeArn({ ...place, region: "" }, service, path);
