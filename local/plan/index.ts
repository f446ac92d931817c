export { type Change, type PropertyChange, compareGraphs } from "./compare";
export { renderChanges, renderTotals } from "./render";
export { countResources, countTypes, renderTree, shortType } from "./tree";
