export { type Change, type PropertyChange, compareGraphs } from "./compare";
export { deployedIn } from "./deployed";
export { renderBrief, renderChanges, renderTotals } from "./render";
export { countResources, countTypes, renderTree, shortType } from "./tree";
