/** An error answer of the DynamoDB API: status 400 or 500, and a body that names the exception. */
export class ApiError extends Error {
  constructor(
    readonly statusCode: number,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(typeof body.message === "string" ? body.message : String(body.__type));
    this.name = "ApiError";
  }

  /** The exception's name without its namespace, such as `ConditionalCheckFailedException`. */
  get exception(): string {
    return String(this.body.__type).replace(/^.*#/, "");
  }
}

const SERVICE = "com.amazonaws.dynamodb.v20120810#";

/** An exception of DynamoDB itself, such as `ResourceNotFoundException`. */
export const dynamoError = (
  exception: string,
  message: string,
  more: Record<string, unknown> = {},
): ApiError => new ApiError(400, { __type: SERVICE + exception, message, ...more });

/** The input is wrong. */
export const validationError = (message: string): ApiError =>
  new ApiError(400, { __type: "com.amazon.coral.validate#ValidationException", message });

/** The envelope around the operation is wrong: target, credentials, JSON. */
export const envelopeError = (exception: string, message?: string): ApiError =>
  new ApiError(400, {
    __type: `com.amazon.coral.service#${exception}`,
    ...(message !== undefined && { message }),
  });
