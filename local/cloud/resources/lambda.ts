import { fingerprint, HEX, LOWER_ALPHANUMERIC } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { arn, derive, input, joined, randomUuid, text, timestamp } from "../model";
import { canonical } from "../seed";

/** The ARN by which API Gateway and others invoke a function. Source: AWS, "x-amazon-apigateway-integration uri". */
function invokeArn(
  resource: Resource,
  functionArn: string,
  version = "2015-03-31",
  verb = "invocations",
): string {
  const path = `path/${version}/functions/${functionArn}/${verb}`;
  return arn(resource, "apigateway", path, { account: "lambda" });
}

/** The function's ARN, from its name or from an ARN of it. */
const functionArn = (resource: Resource, name: string): string =>
  name.startsWith("arn:") ? name : arn(resource, "lambda", `function:${name}`);

/** The function's name, from its name or from an ARN of it. */
const functionName = (nameOrArn: string): string =>
  nameOrArn.startsWith("arn:") ? (nameOrArn.split(":")[6] ?? nameOrArn) : nameOrArn;

/** Lambda functions and what belongs to them. */
export const lambda: ServiceTable = {
  "aws:lambda/function:Function": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 64 },
    taggable: true,
    defaults: (fn) => ({
      architectures: ["x86_64"],
      ephemeralStorage: { size: 512 },
      loggingConfig: {
        applicationLogLevel: "",
        logFormat: "Text",
        logGroup: `/aws/lambda/${input(fn, "name")}`,
        systemLogLevel: "",
      },
      memorySize: 128,
      packageType: "Zip",
      publish: false,
      reservedConcurrentExecutions: -1,
      skipDestroy: false,
      timeout: 3,
      tracingConfig: { mode: "PassThrough" },
      // Lambda gives the digest of the package; the asset's own hash stands in for it.
      sourceCodeHash: Buffer.from(fingerprint(canonical(fn.inputs.code), 64, HEX), "hex").toString("base64"),
    }),
    computed: (fn) => {
      const self = functionArn(fn, fn.id);
      const version = fn.inputs.publish === true ? "1" : "$LATEST";
      return {
        arn: self,
        codeSha256: Buffer.from(fingerprint(canonical(fn.inputs.code), 64, HEX), "hex").toString("base64"),
        invokeArn: invokeArn(fn, self),
        lastModified: new Date(fn.now).toISOString().replace("Z", "+0000"),
        qualifiedArn: `${self}:${version}`,
        qualifiedInvokeArn: invokeArn(fn, `${self}:${version}`),
        responseStreamingInvokeArn: invokeArn(fn, self, "2021-11-15", "response-streaming-invocations"),
        signingJobArn: "",
        signingProfileVersionArn: "",
        sourceCodeSize: 0,
        version,
      };
    },
    replaceOnChange: ["name", "packageType"],
    validate: (fn) => {
      const zip = fn.inputs.packageType === undefined || fn.inputs.packageType === "Zip";
      return (["handler", "runtime"] as const)
        .filter((property) => zip && fn.inputs[property] === undefined)
        .map((property) => ({
          property,
          reason: `A function from a zip package needs ${property}; set it.`,
        }));
    },
  },
  "aws:lambda/permission:Permission": {
    id: joined("", "statementId"),
    autoname: { property: "statementId", maxLength: 100 },
    replaceOnChange: [
      "action",
      "eventSourceToken",
      "function",
      "functionUrlAuthType",
      "invokedViaFunctionUrl",
      "principal",
      "principalOrgId",
      "qualifier",
      "sourceAccount",
      "sourceArn",
      "statementId",
      "statementIdPrefix",
    ],
  },
  "aws:lambda/alias:Alias": {
    id: (alias) => `${functionArn(alias, input(alias, "functionName"))}:${input(alias, "name")}`,
    autoname: { property: "name", maxLength: 128 },
    computed: (alias) => ({ arn: alias.id, invokeArn: invokeArn(alias, alias.id) }),
    replaceOnChange: ["functionName", "name"],
  },
  "aws:lambda/layerVersion:LayerVersion": {
    id: (layer) => `${arn(layer, "lambda", `layer:${input(layer, "layerName")}`)}:1`,
    defaults: { skipDestroy: false },
    computed: (layer) => ({
      arn: layer.id,
      codeSha256: derive(layer, "code", 44, LOWER_ALPHANUMERIC),
      createdDate: timestamp(layer),
      layerArn: layer.id.replace(/:1$/, ""),
      signingJobArn: "",
      signingProfileVersionArn: "",
      sourceCodeSize: 0,
      version: "1",
    }),
    replaceOnChange: [
      "code",
      "compatibleArchitectures",
      "compatibleRuntimes",
      "description",
      "layerName",
      "licenseInfo",
      "s3Bucket",
      "s3Key",
      "s3ObjectVersion",
      "sourceCodeHash",
    ],
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    id: randomUuid,
    taggable: true,
    defaults: { enabled: true },
    computed: (mapping) => ({
      arn: arn(mapping, "lambda", `event-source-mapping:${mapping.id}`),
      functionArn: functionArn(mapping, functionName(input(mapping, "functionName"))),
      lastModified: timestamp(mapping),
      lastProcessingResult: "",
      state: mapping.inputs.enabled === false ? "Disabled" : "Enabled",
      stateTransitionReason: "USER_INITIATED",
      uuid: mapping.id,
    }),
    replaceOnChange: [
      "eventSourceArn",
      "queues",
      "selfManagedEventSource",
      "startingPosition",
      "startingPositionTimestamp",
      "topics",
    ],
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
    id: (config) =>
      [input(config, "functionName"), input(config, "qualifier")].filter((part) => part !== "").join(":"),
    defaults: { maximumRetryAttempts: 2 },
    replaceOnChange: ["functionName", "qualifier"],
  },
  "aws:lambda/functionUrl:FunctionUrl": {
    id: (url) =>
      [input(url, "functionName"), input(url, "qualifier")].filter((part) => part !== "").join("/"),
    defaults: { invokeMode: "BUFFERED" },
    computed: (url) => {
      const urlId = derive(url, "url", 32, LOWER_ALPHANUMERIC);
      return {
        functionArn: functionArn(url, functionName(input(url, "functionName"))),
        functionUrl: `https://${urlId}.lambda-url.${url.region}.on.aws/`,
        urlId,
      };
    },
    replaceOnChange: ["functionName", "qualifier"],
  },
  "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": {
    id: joined(",", "functionName", "qualifier"),
    defaults: { skipDestroy: false },
    replaceOnChange: ["functionName", "qualifier"],
  },
  "aws:lambda/functionRecursionConfig:FunctionRecursionConfig": {
    id: joined("", "functionName"),
    replaceOnChange: ["functionName"],
  },
  "aws:lambda/runtimeManagementConfig:RuntimeManagementConfig": {
    id: joined(",", "functionName"),
    computed: (config) => ({ functionArn: functionArn(config, functionName(input(config, "functionName"))) }),
    replaceOnChange: ["functionName", "qualifier"],
  },
  "aws:lambda/codeSigningConfig:CodeSigningConfig": {
    id: (config) => arn(config, "lambda", `code-signing-config:csc-${derive(config, "id", 17, HEX)}`),
    taggable: true,
    defaults: { policies: { untrustedArtifactOnDeployment: "Warn" } },
    computed: (config) => ({
      arn: config.id,
      configId: text(config.id.split(":").pop()),
      lastModified: timestamp(config),
    }),
  },
};
