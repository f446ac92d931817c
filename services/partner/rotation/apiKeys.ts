/** An API key, without its value. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly description: string;
}

/** The value, or the key's tie to its plan, is there already. */
export class AlreadyThereError extends Error {
  constructor(what: string) {
    super(`${what} is there already`);
    this.name = "AlreadyThereError";
  }
}

/** What rotation needs of API Gateway. Every call may fail, and may have taken effect although it failed. */
export interface ApiKeys {
  /** Keys whose names begin so. */
  list(namePrefix: string): Promise<ApiKey[]>;
  /** The value of a key; undefined when there is no such key. */
  value(id: string): Promise<string | undefined>;
  /** Makes an enabled key. @throws AlreadyThereError when a key of the Region has this value */
  create(name: string, value: string, description: string): Promise<ApiKey>;
  /** Changes what is given, in one call. */
  update(id: string, change: { readonly enabled?: boolean; readonly description?: string }): Promise<void>;
  /** A key that is gone is no error. */
  remove(id: string): Promise<void>;
  /** Usage plans that the key is in. */
  plansOf(id: string): Promise<string[]>;
  /** @throws AlreadyThereError when the key is in this plan, or in another of the same stage */
  join(planId: string, id: string): Promise<void>;
}
