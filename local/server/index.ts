export type { Example } from "./example";
export { frontDoor } from "./frontDoor";
export { listen } from "./listen";
export { createRebuilder, type Rebuilder } from "./rebuild";
export { type Rehearsal, type ServedApi, createRehearsal } from "./rehearsal";
export { type Settings, readSettings, requireExamplesOf } from "./settings";
export { settleExamples } from "./settleExamples";
export { type Notice } from "./unrehearsed";
export { watchProgram } from "./watch";
