"use strict";
// Loaded before the program: whatever would leave this machine is refused, and told. Worker threads have their own guard.
const dns = require("node:dns");
const dgram = require("node:dgram");
const net = require("node:net");
const { writeSync } = require("node:fs");

const isLoopback = (host) => host === undefined || host === "localhost" || /^(127\.|::1$)/.test(host);

function refuse(what) {
  writeSync(2, `LEAVES THIS MACHINE: ${what}\n`);
  throw new Error(`${what} leaves this machine`);
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const { host, path } = typeof first === "object" ? first : { host: args[1] };
  if (path === undefined && !isLoopback(host)) refuse(`connect ${host}`);
  return connect.apply(this, args);
};
for (const resolver of [dns, dns.promises])
  for (const name of Object.keys(resolver).filter((key) => /^(lookup|resolve|reverse)/.test(key))) {
    const original = resolver[name];
    resolver[name] = function (host, ...rest) {
      if (!isLoopback(host)) refuse(`${name} ${host}`);
      return original.call(this, host, ...rest);
    };
  }
dgram.Socket.prototype.send = () => refuse("a datagram");
writeSync(2, "Loopback only.\n");
