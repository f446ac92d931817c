import type { Representation } from "../../operations/representation";
import type { StoredUser } from "../../stored";
import type { User, UserInput } from "../api";
import { models } from "../generated/models";
import { page } from "../page";

/** Users in version 1. */
export const users: Representation<StoredUser, UserInput> = {
  model: "UserInput",
  models,
  // The parts of a name that version 2 stored are no longer right.
  attributes: ({ name, email }) => ({ name, givenName: undefined, familyName: undefined, email }),
  view: ({ id, name, email, version, createdAt, updatedAt }): User => ({
    id,
    name,
    email,
    version,
    createdAt,
    updatedAt,
  }),
  page,
};
