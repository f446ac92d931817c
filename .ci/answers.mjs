// Starts the rehearsal as a newcomer does, runs each printed line as it stands, and stops it. The comment above an API's
// lines says what they answer, in their order.
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const server = spawn("npm", ["start", "--silent", "--", "--port", "0", ...process.argv.slice(2)], {
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
const lines = output.trimEnd().split("\n");
if (lines.length > 25) {
  failures++;
  console.log(`start-up printed ${lines.length} lines, more than 25`);
}
const apis = new Set();
let expected = [];
let api = "";
for (const line of lines) {
  if (line.startsWith("# ")) {
    [api] = line.slice(2).split(":");
    apis.add(api.split(",")[0]);
    expected = line.slice(line.indexOf(":")).match(/\b\d{3}\b/g) ?? [];
    if (expected.length < 2) {
      failures++;
      console.log(`WRONG: ${line} does not show one allowed and one refused request`);
    }
  }
  if (!/^(curl|node) /.test(line)) continue;
  const status = expected.shift();
  // A refused WebSocket client ends with 1, and says the status all the same.
  const { stdout } = await run("sh", ["-c", line], { timeout: 20_000 }).catch((error) => error);
  const got = /^HTTP\/[\d.]+ (\d{3})/.exec(stdout)?.[1];
  console.log(`${got === status ? "ok" : "WRONG"}: ${api}: expected ${status}, got ${got}`);
  if (got !== status) {
    failures++;
    console.log(`  ${line}\n${stdout}`);
  }
}
// All APIs of the stage, not only those that there was room for.
const { port } = new URL(/http:\/\/[\d.:]+/.exec(output)?.[0] ?? "http://127.0.0.1:1");
const overview = await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text(), String);
for (const [, name] of overview.matchAll(/^# ([\w-]+), .*(?:REST|API): /gm)) {
  if (apis.has(name)) continue;
  failures++;
  console.log(`WRONG: ${name} has no example`);
}
process.kill(-server.pid, "SIGTERM");
process.exit(failures === 0 ? 0 : 1);
