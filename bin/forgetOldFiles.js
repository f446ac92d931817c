"use strict";

const { readdirSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_DAYS = 30;

/**
 * Deletes what lies in a cache folder for 30 days: each edit leaves files there that nothing asks for again. What is still
 * in use is made anew, in a second. Looks once a day, by the time of a file called `.swept`; a missing folder stays missing.
 */
function forgetOldFiles(folder, now = Date.now()) {
  const swept = join(folder, ".swept");
  const age = (file) => now - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  try {
    if (age(swept) < DAY_MS) return;
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    for (const file of files) if (age(file) > KEPT_DAYS * DAY_MS) rmSync(file, { force: true });
    writeFileSync(swept, "");
  } catch {
    // A folder that is not there has nothing old; one that cannot be written only costs space.
  }
}

module.exports = { forgetOldFiles };
