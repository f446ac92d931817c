// Starts the rehearsal as a newcomer does, runs the printed curl lines as they stand, and stops it.
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const server = spawn("npm", ["start", "--silent", "--", "--port", "0"], {
  stdio: ["ignore", "pipe", "inherit"],
  detached: true,
});
let output = "";
server.stdout.on("data", (chunk) => (output += chunk));
const deadline = Date.now() + 60_000;
while (!output.includes("Stop with Ctrl-C") && Date.now() < deadline && server.exitCode === null) {
  await new Promise((resolve) => setTimeout(resolve, 100));
}
process.stdout.write(output);
let failures = output.includes("Stop with Ctrl-C") ? 0 : 1;
const lines = output.split("\n");
if (lines.length > 26) {
  failures++;
  console.log(`start-up printed ${lines.length} lines, more than 25`);
}
for (const [index, line] of lines.entries()) {
  if (!line.trim().startsWith("curl ")) continue;
  const expected = /# (\d{3})/.exec(lines[index - 1])?.[1];
  const { stdout } = await run("bash", ["-c", line.trim().replace(/^curl -i/, "curl -s -i")]);
  const status = /^HTTP\/1\.1 (\d{3})/.exec(stdout)?.[1];
  console.log(
    `${status === expected ? "ok" : "WRONG"}: expected ${expected}, got ${status}: ${line.trim().slice(0, 90)}`,
  );
  if (status !== expected) failures++;
}
process.kill(-server.pid, "SIGTERM");
process.exit(failures === 0 ? 0 : 1);
