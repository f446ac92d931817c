import { createHash } from "node:crypto";

export const HEX = "0123456789abcdef";
export const LOWER_ALPHANUMERIC = "0123456789abcdefghijklmnopqrstuvwxyz";
export const UPPER_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
export const DIGITS = "0123456789";

/**
 * `length` characters of `alphabet` that depend on the seed only: the same seed always gives the same text, and
 * different seeds give different texts as surely as SHA-256 does.
 */
export function fingerprint(seed: string, length: number, alphabet: string): string {
  let text = "";
  for (let block = 0; text.length < length; block++) {
    const digest = createHash("sha256").update(`${block}:${seed}`).digest();
    // Two bytes a character keep the bias of the modulo below 0.1 % for every alphabet above.
    for (let at = 0; at + 1 < digest.length && text.length < length; at += 2)
      text += alphabet[digest.readUInt16BE(at) % alphabet.length];
  }
  return text;
}

/** A version 4 UUID that depends on the seed only. */
export function uuid(seed: string): string {
  const hex = fingerprint(seed, 32, HEX);
  const variant = "89ab"[parseInt(hex.slice(16, 17), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
