"use strict";
// Loaded before the program: its pipes are a terminal, and a file is saved in the very moment in which it is ready.
const { appendFileSync } = require("node:fs");

for (const stream of [process.stdout, process.stderr]) stream.isTTY = true;

const { write } = process.stdout;
process.stdout.write = function (chunk, ...rest) {
  const written = write.call(this, chunk, ...rest);
  if (String(chunk).startsWith('{"ready":true')) appendFileSync(process.env.SAVED_AT_READY, "\n");
  return written;
};
