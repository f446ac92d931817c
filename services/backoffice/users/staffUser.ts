import type { User } from "../api";

/** A user as the table holds it: with what other versions of the storefront keep there, too. */
export type UserRow = User & Readonly<Record<string, unknown>>;

/** What the back office shows of a user: what its contract says, whatever else a version of the storefront has written. */
export const staffUser = ({ id, name, email, version, createdAt, updatedAt }: UserRow): User => ({
  id,
  name,
  email,
  version,
  createdAt,
  updatedAt,
});
