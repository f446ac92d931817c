/** A request that the simulated cloud cannot answer, or refuses as the AWS provider would. */
export class CloudError extends Error {
  constructor(
    /** Stable code, such as `GH3001`. */
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.name = "CloudError";
  }
}
