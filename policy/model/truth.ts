/**
 * Three-valued truth. At preview many values are not known yet, and a rule has to say so instead of guessing:
 * an unknown is neither a violation nor a pass.
 */
export type Truth = boolean | "unknown";

/** Kleene negation: not unknown is unknown. */
export const not = (truth: Truth): Truth => (truth === "unknown" ? "unknown" : !truth);

/** True when all are true; false as soon as one is false, whatever the unknown ones turn out to be. */
export function all(truths: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === "unknown") result = "unknown";
  }
  return result;
}

/** True as soon as one is true; false only when all are false. */
export function any(truths: Iterable<Truth>): Truth {
  let result: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === "unknown") result = "unknown";
  }
  return result;
}

/** `condition` implies `consequence`: true when the condition does not hold. */
export const implies = (condition: Truth, consequence: Truth): Truth => any([not(condition), consequence]);
