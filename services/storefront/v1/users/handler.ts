import { usersFunction } from "../../usersFunction";
import { users } from "./users";

/** Entry of the function `users`. */
export const handler = usersFunction(users, process.env);
