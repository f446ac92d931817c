import { SignatureV4 } from "@smithy/signature-v4";

import type { SigningCredentials } from "../../local/gateway";
import { API_ID } from "./fixture";
import type { Rehearsal, Sent } from "./fixture";
import { Sha256 } from "./sha256";

/** What is signed, and by whom. */
export interface Signing {
  readonly credentials: SigningCredentials;
  readonly method?: string;
  readonly path: string;
  readonly query?: Record<string, string | string[]>;
  readonly body?: string;
  readonly service?: string;
  readonly region?: string;
  readonly presign?: boolean;
  /** Signed for this host instead of the rehearsal's own. */
  readonly hostname?: string;
}

/** A request to a rehearsal, signed by AWS's own client. */
export async function signed(rehearsal: Rehearsal, signing: Signing): Promise<{ path: string; sent: Sent }> {
  const { credentials, method = "GET", body = "", query = {} } = signing;
  const signer = new SignatureV4({
    credentials,
    region: signing.region ?? "eu-west-1",
    service: signing.service ?? "execute-api",
    sha256: Sha256,
  });
  const host = signing.hostname ?? `127.0.0.1:${rehearsal.port}`;
  const request = {
    method,
    protocol: "http:",
    hostname: host,
    path:
      signing.hostname === undefined
        ? `/_aws/execute-api/${API_ID}/dev${signing.path}`
        : `/dev${signing.path}`,
    query,
    headers: { host },
    ...(body === "" ? {} : { body }),
  };
  const signingDate = new Date(rehearsal.clock.now());
  const result =
    signing.presign === true
      ? await signer.presign(request, { signingDate, expiresIn: 600 })
      : await signer.sign(request, { signingDate });
  const search = Object.entries(result.query ?? {})
    .flatMap(([name, value]) =>
      [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one ?? "")}`),
    )
    .join("&");
  const headers = Object.fromEntries(Object.entries(result.headers).filter(([name]) => name !== "host"));
  return {
    path: signing.path + (search === "" ? "" : `?${search}`),
    sent: { method, headers, ...(body === "" ? {} : { body }) },
  };
}
