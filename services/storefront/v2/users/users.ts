import type { Representation } from "../../operations/representation";
import type { StoredUser } from "../../stored";
import type { User, UserInput } from "../api";
import { models } from "../generated/models";
import { page } from "../page";

/** Users in version 2: given and family name apart. */
export const users: Representation<StoredUser, UserInput> = {
  model: "UserInput",
  models,
  attributes: ({ givenName, familyName, email }) => ({
    name: familyName === undefined ? givenName : `${givenName} ${familyName}`,
    givenName,
    familyName,
    email,
  }),
  view: ({ id, name, givenName, familyName, email, version, createdAt, updatedAt }): User => ({
    id,
    ...(givenName === undefined ? splitName(name) : { givenName, familyName }),
    email,
    version,
    createdAt,
    updatedAt,
  }),
  page,
};

/** A guess at the parts of a name that came through version 1: the last word is the family name, if there are two. */
function splitName(name: string): { givenName: string; familyName?: string } {
  const match = /^(.*\S)\s+(\S+)$/.exec(name.trim());
  if (match?.[1] === undefined || match[2] === undefined) return { givenName: name };
  return { givenName: match[1], familyName: match[2] };
}
