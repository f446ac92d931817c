import { usersFunction } from "../../usersFunction";
import type { Paths, UserInput } from "../api";
import { users } from "./users";

/** Entry of the function `users`. */
export const handler = usersFunction<Paths, UserInput>(users, process.env, () => ({}));
