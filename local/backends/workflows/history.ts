import type { Json } from "./json";

/** An event of an execution, in the form of GetExecutionHistory. Times are seconds since the epoch. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: string;
  readonly [details: string]: unknown;
}

/** Source: Step Functions, "Quotas": 25,000 events in a standard execution. */
export const MOST_EVENTS = 25_000;

/** What happened in an execution. */
export class History {
  readonly events: HistoryEvent[] = [];

  constructor(
    private readonly now: () => number,
    private readonly heard: (event: HistoryEvent) => void,
  ) {}

  add(type: string, details: Readonly<Record<string, unknown>> = {}): void {
    const id = this.events.length + 1;
    const event = { id, previousEventId: id - 1, timestamp: this.now() / 1000, type, ...details };
    this.events.push(event);
    this.heard(event);
  }

  entered(stateType: string, name: string, input: Json): void {
    const details = { name, input: JSON.stringify(input), inputDetails: { truncated: false } };
    this.add(`${stateType}StateEntered`, { stateEnteredEventDetails: details });
  }

  exited(stateType: string, name: string, output: Json): void {
    const details = { name, output: JSON.stringify(output), outputDetails: { truncated: false } };
    this.add(`${stateType}StateExited`, { stateExitedEventDetails: details });
  }
}
