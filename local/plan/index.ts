export { type Change, type PropertyChange, compareGraphs } from "./compare";
export { countResources, countTypes, renderTree, shortType } from "./tree";
