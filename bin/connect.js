#!/usr/bin/env node
// A plain WebSocket client for the lines that `npm start` prints: it connects, sends the messages, prints what comes, and
// closes after a quiet second. With `-K -` it takes headers and query parameters from stdin, as curl does:
//   curl -s http://127.0.0.1:8787/_caller/live | node bin/connect.js -K - ws://… '{"action":"subscribe","topic":"prices"}'
"use strict";

const { text } = require("node:stream/consumers");
const { WebSocket } = require("ws");

const QUIET_MS = 1000;

async function main(args) {
  const asks = args[0] === "-K" && args[1] === "-";
  const [address, ...messages] = asks ? args.slice(2) : args;
  if (address === undefined || !URL.canParse(address)) {
    console.error("usage: node bin/connect.js [-K -] <ws address> [message …]");
    process.exitCode = 2;
    return;
  }
  const { url, headers } = withOptions(address, asks ? await text(process.stdin) : "");
  talk(new WebSocket(url, { headers }), messages);
}

/** Reads a file of curl's options. */
function withOptions(address, file) {
  // AWS's common rules refuse clients that do not say what they are.
  const headers = { "User-Agent": "gatehouse-connect" };
  const url = new URL(address);
  for (const [, option, quoted] of file.matchAll(/^(header|url-query) = "(.*)"$/gm)) {
    const [, name, value] = /^([^:=]+)[:=]\s*(.*)$/.exec(quoted.replace(/\\(.)/g, "$1")) ?? [];
    if (option === "header") headers[name] = value;
    else url.searchParams.append(name, value);
  }
  return { url: url.href, headers };
}

function talk(socket, messages) {
  let quiet;
  const wait = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => socket.close(), QUIET_MS);
  };
  const say = ({ statusCode, statusMessage }) => console.log(`HTTP/1.1 ${statusCode} ${statusMessage}`);
  socket.on("upgrade", say);
  socket.on("unexpected-response", (request, response) => {
    say(response);
    request.destroy();
    process.exitCode = 1;
  });
  socket.on("open", () => {
    for (const message of messages) socket.send(message);
    wait();
  });
  socket.on("message", (data) => {
    console.log(String(data));
    wait();
  });
  socket.on("close", () => clearTimeout(quiet));
  socket.on("error", (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

void main(process.argv.slice(2));
