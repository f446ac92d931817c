"use strict";

/**
 * Stack traces whose frames of our own are mapped to TypeScript, and no others. The Pulumi SDK takes a trace of every
 * promise: mapping all of their frames, as ts-node does, is two thirds of the time of an evaluation.
 */
const { sep } = require("node:path");
const { wrapCallSite } = require("@cspotcode/source-map-support");

const libraries = `${sep}node_modules${sep}`;

function isOwn(frame) {
  const file = frame.getFileName();
  return typeof file === "string" && !file.startsWith("node:") && !file.includes(libraries);
}

Error.prepareStackTrace = (error, frames) => {
  // What PULUMI_DEBUG_PROMISE_LEAKS would print; nothing else reads it.
  if (frames[0]?.getFunctionName() === "debuggablePromise") return "";
  return frames.reduce(
    (text, frame) => `${text}\n    at ${isOwn(frame) ? wrapCallSite(frame) : frame}`,
    String(error),
  );
};
