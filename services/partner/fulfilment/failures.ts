/** There is less than was asked for. The workflow ends; nothing was done. */
export class OutOfStockError extends Error {
  constructor(sku: string) {
    super(`there is not enough of ${sku}`);
    // The workflow's Catch names it so.
    this.name = "OutOfStock";
  }
}

/** The charge was refused. The workflow releases what it reserved. */
export class ChargeDeclinedError extends Error {
  constructor(amount: number) {
    super(`a charge of ${amount} cents is above what a partner may be charged at once`);
    this.name = "ChargeDeclined";
  }
}

/** AWS could not be reached or is busy: the same step may work a moment later. The workflow's Retry names it. */
class TemporaryFailureError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "TemporaryFailure";
  }
}

/** Errors of DynamoDB that say nothing against the request. */
const temporary: readonly string[] = [
  "InternalServerError",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TimeoutError",
  "ServiceUnavailable",
];

/** Runs a step, and gives errors that pass a name that the workflow tries again on. */
export async function retryable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && temporary.includes(error.name)) throw new TemporaryFailureError(error);
    throw error;
  }
}
