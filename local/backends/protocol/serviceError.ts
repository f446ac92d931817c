/** An error answer of a rehearsed service: what the AWS API would say, in every protocol that the service speaks. */
export class ServiceError extends Error {
  constructor(
    /** Name of the exception in the service's model, such as `ResourceNotFoundException`. */
    readonly exception: string,
    message: string,
    /** HTTP status. */
    readonly statusCode = 400,
    /** Further members of the exception. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "ServiceError";
  }
}
