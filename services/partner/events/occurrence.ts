import { MalformedMessageError } from "../message";

/** How far a partner's clock may be ahead of the stream's, in milliseconds. */
const clockToleranceMs = 5 * 60_000;

/**
 * When an event occurred, with milliseconds always, so that texts sort as times do. A count that claims to be newer
 * than it can be would outdate every honest one after it; a pattern cannot tell that, nor how long a month is.
 *
 * @param text RFC 3339 in UTC, with milliseconds or without
 * @param arrivedAt when the record came into the stream, in seconds since the epoch
 * @throws MalformedMessageError when there is no such time, or it is more than five minutes after the arrival
 */
export function occurrence(text: string, arrivedAt: number): string {
  const time = Date.parse(text);
  const full = text.replace(/(:\d{2})Z$/, "$1.000Z");
  // Date.parse takes 30 February for 2 March, and 24:00 for the next day: what is written back has to be what was read.
  if (Number.isNaN(time) || new Date(time).toISOString() !== full)
    throw new MalformedMessageError("occurredAt is no time of the calendar");
  if (time > arrivedAt * 1000 + clockToleranceMs)
    throw new MalformedMessageError("occurredAt is more than five minutes after the event came");
  return full;
}
