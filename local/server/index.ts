export type { Example } from "./example";
export { frontDoor } from "./frontDoor";
export { listen } from "./listen";
export { loadProblems } from "./loadProblems";
export { createRebuilder, type Rebuilder } from "./rebuild";
export { type Rehearsal, type ServedApi, createRehearsal } from "./rehearsal";
export { type Settings, readSettings } from "./settings";
export { type Notice } from "./unrehearsed";
export { type Watch, watchProgram } from "./watch";
