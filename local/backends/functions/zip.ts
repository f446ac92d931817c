import { inflateRawSync } from "node:zlib";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;
/** The end record is 22 bytes, followed by a comment of at most 65,535. */
const END_RECORD_BYTES = 22;
const LARGEST_COMMENT = 0xffff;

/**
 * The files of a zip archive by path; folders are left out. Stored and deflated entries, which is what Lambda
 * takes. Source: PKWARE APPNOTE.TXT 4.3.12 (central directory) and 4.3.16 (its end).
 */
export function readZip(zip: Buffer): Map<string, Buffer> {
  const end = findEnd(zip);
  const entries = zip.readUInt16LE(end + 10);
  let position = zip.readUInt32LE(end + 16);
  const files = new Map<string, Buffer>();
  for (let index = 0; index < entries; index++) {
    if (zip.readUInt32LE(position) !== DIRECTORY_ENTRY)
      throw new Error("the zip file's directory is damaged");
    const nameBytes = zip.readUInt16LE(position + 28);
    const extraBytes = zip.readUInt16LE(position + 30);
    const commentBytes = zip.readUInt16LE(position + 32);
    const name = zip.toString("utf8", position + 46, position + 46 + nameBytes);
    if (!name.endsWith("/")) files.set(name, content(zip, position, name));
    position += 46 + nameBytes + extraBytes + commentBytes;
  }
  return files;
}

function findEnd(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_RECORD_BYTES - LARGEST_COMMENT);
  for (let position = zip.length - END_RECORD_BYTES; position >= first; position--) {
    if (zip.readUInt32LE(position) === END_OF_DIRECTORY) return position;
  }
  throw new Error("it is not a zip file");
}

function content(zip: Buffer, entry: number, name: string): Buffer {
  const method = zip.readUInt16LE(entry + 10);
  const size = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  // The local header repeats name and extra field, and its extra field may have another length.
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const bytes = zip.subarray(start, start + size);
  if (method === STORED) return bytes;
  if (method === DEFLATED) return inflateRawSync(bytes);
  throw new Error(`${name} is compressed with method ${method}; Lambda takes stored and deflated entries`);
}
