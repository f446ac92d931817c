import assert from "node:assert/strict";
import { SignatureV4 } from "@smithy/signature-v4";
import type { ServedApi } from "../../local/server";
import { Sha256 } from "../gateway/sha256";

/** Headers of a request to an API that is signed by its example caller. */
export async function signedHeaders(
  { api, url: base }: ServedApi,
  path: string,
  method: string,
): Promise<Record<string, string>> {
  const credentials = api.caller?.credentials;
  assert.ok(credentials);
  const url = new URL(`${base}${path}`);
  const signer = new SignatureV4({
    service: "execute-api",
    region: credentials.region,
    credentials,
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host },
  });
  return headers;
}
