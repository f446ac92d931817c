/** Guesses what a mistyped word meant. */
export { nearestKey } from "./nearestKey";
