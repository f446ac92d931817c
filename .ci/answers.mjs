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
let expected = [];
let api = "";
for (const line of lines) {
  if (line.startsWith("# ")) {
    [api] = line.slice(2).split(":");
    expected = line.slice(line.indexOf(":")).match(/\b\d{3}\b/g) ?? [];
    if (expected.length < 2) {
      failures++;
      console.log(`WRONG: ${line} does not show one allowed and one refused request`);
    }
  }
  if (!/^(curl|node) /.test(line)) continue;
  const status = expected.shift();
  const { stdout } = await run("bash", ["-c", line], { timeout: 20_000 });
  // curl prints the status line, a WebSocket client the status of the handshake or the error that names it.
  const got = /^HTTP\/[\d.]+ (\d{3})/.exec(stdout)?.[1] ?? /\b(\d{3})\b/.exec(stdout)?.[1];
  console.log(`${got === status ? "ok" : "WRONG"}: ${api}: expected ${status}, got ${got}`);
  if (got !== status) {
    failures++;
    console.log(`  ${line}\n${stdout}`);
  }
}
process.kill(-server.pid, "SIGTERM");
process.exit(failures === 0 ? 0 : 1);
