import type { Message } from "./message";

/** Decides which messages a receive may have. Messages stay in it until they are removed. */
export interface Order {
  add(message: Message): void;
  /** Up to `most` messages that nobody else has; they are told by `hiddenUntil`, which the caller sets. */
  available(most: number, now: number): Message[];
  /** Says that `hiddenUntil` has changed. */
  changed(message: Message): void;
  remove(message: Message): void;
  /** When the next hidden message becomes visible; undefined when none is hidden. */
  nextVisibleAt(now: number): number | undefined;
  all(): Iterable<Message>;
}

/** A standard queue: visible messages by arrival, hidden ones by the time at which they become visible. */
export class StandardOrder implements Order {
  private readonly members = new Set<Message>();
  private visible: Message[] = [];
  private hidden: Message[] = [];

  add(message: Message): void {
    this.members.add(message);
    insert(this.hidden, message);
  }

  available(most: number, now: number): Message[] {
    const due = this.hidden.findIndex(({ hiddenUntil }) => hiddenUntil > now);
    this.visible.push(...this.hidden.splice(0, due < 0 ? this.hidden.length : due));
    const taken: Message[] = [];
    let read = 0;
    while (read < this.visible.length && taken.length < most) {
      const message = this.visible[read++];
      if (message && this.members.has(message)) taken.push(message);
    }
    this.visible.splice(0, read);
    // The caller hides what it takes; until then they count as visible again.
    this.hidden.splice(0, 0, ...taken);
    return taken;
  }

  changed(message: Message): void {
    this.withdraw(message);
    insert(this.hidden, message);
  }

  remove(message: Message): void {
    this.members.delete(message);
    this.withdraw(message);
  }

  nextVisibleAt(now: number): number | undefined {
    return this.visible.length > 0 ? now : this.hidden[0]?.hiddenUntil;
  }

  all(): Iterable<Message> {
    return this.members;
  }

  private withdraw(message: Message): void {
    for (const list of [this.hidden, this.visible]) {
      const index = list.indexOf(message);
      if (index >= 0) list.splice(index, 1);
    }
  }
}

/**
 * A FIFO queue: within a message group strictly by arrival, and while one message of a group is with a consumer (or
 * delayed), no later one of that group is given out. Source: SQS developer guide, "FIFO queue delivery logic".
 */
export class FifoOrder implements Order {
  private readonly groups = new Map<string, Message[]>();

  add(message: Message): void {
    const group = message.groupId ?? "";
    const members = this.groups.get(group);
    if (members) members.push(message);
    else this.groups.set(group, [message]);
  }

  available(most: number, now: number): Message[] {
    const taken: Message[] = [];
    // Groups by their oldest message, and of each as many as there is room for.
    const open = [...this.groups.values()]
      .filter((group) => !group.some((message) => isInFlight(message, now)))
      .sort(([a], [b]) => (a?.sequence ?? 0) - (b?.sequence ?? 0));
    for (const group of open) {
      if (taken.length >= most) break;
      const delayed = group.findIndex(({ hiddenUntil }) => hiddenUntil > now);
      taken.push(...group.slice(0, delayed < 0 ? undefined : delayed).slice(0, most - taken.length));
    }
    return taken;
  }

  changed(): void {}

  remove(message: Message): void {
    const key = message.groupId ?? "";
    const group = this.groups.get(key);
    const index = group?.indexOf(message) ?? -1;
    if (index >= 0) group?.splice(index, 1);
    if (group?.length === 0) this.groups.delete(key);
  }

  nextVisibleAt(now: number): number | undefined {
    const times = [...this.groups.values()].map((group) =>
      Math.max(
        group[0]?.hiddenUntil ?? 0,
        ...group.filter((message) => isInFlight(message, now)).map(({ hiddenUntil }) => hiddenUntil),
      ),
    );
    return times.length === 0 ? undefined : Math.max(now, Math.min(...times));
  }

  *all(): Iterable<Message> {
    for (const group of this.groups.values()) yield* group;
  }
}

/** True while a consumer has the message. */
export const isInFlight = ({ receiptHandle, hiddenUntil }: Message, now: number): boolean =>
  receiptHandle !== undefined && hiddenUntil > now;

/** Inserts by `hiddenUntil`; equal ones keep their order. */
function insert(list: Message[], message: Message): void {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.hiddenUntil ?? 0) <= message.hiddenUntil) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, message);
}
