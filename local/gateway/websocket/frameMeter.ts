/**
 * Reads the headers of WebSocket frames (RFC 6455, section 5.2) as bytes pass by, and tells of a frame that announces
 * more than the limit. Payloads are not kept. API Gateway limits frames, which the protocol's libraries do not show.
 */
export class FrameMeter {
  private header: number[] = [];
  /** Payload bytes of the current frame that are still to come. */
  private rest = 0;

  constructor(private readonly limitBytes: number) {}

  /** True when a frame in these bytes is longer than the limit. */
  exceeds(chunk: Buffer): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (this.rest > 0) {
        const taken = Math.min(this.rest, chunk.length - at);
        this.rest -= taken;
        at += taken;
        continue;
      }
      this.header.push(chunk[at++] ?? 0);
      const length = this.payloadLength();
      if (length === undefined) continue;
      if (length > this.limitBytes) return true;
      this.header = [];
      this.rest = length;
    }
    return false;
  }

  /** The announced length once the header is complete. */
  private payloadLength(): number | undefined {
    const { header } = this;
    const second = header[1];
    if (second === undefined) return undefined;
    const short = second & 0x7f;
    const extended = short === 127 ? 8 : short === 126 ? 2 : 0;
    const mask = (second & 0x80) === 0 ? 0 : 4;
    if (header.length < 2 + extended + mask) return undefined;
    if (extended === 0) return short;
    return header.slice(2, 2 + extended).reduce((length, byte) => length * 256 + byte, 0);
  }
}
