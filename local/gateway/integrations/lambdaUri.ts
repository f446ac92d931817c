const LAMBDA_URI = /:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;

/** ARN of the function that an integration or authorizer URI invokes, or undefined when it invokes none. */
export const functionArnIn = (uri: string): string | undefined => LAMBDA_URI.exec(uri)?.[1];

/** `${stageVariables.name}` filled in; a missing variable is empty, as on AWS. */
export const withVariables = (uri: string, variables: Readonly<Record<string, string>>): string =>
  uri.replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => variables[name] ?? "");
