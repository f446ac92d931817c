import { X509Certificate } from "node:crypto";

/** API Gateway's limits: developer guide, "How to turn on mutual TLS authentication for your REST APIs". */
const mostCertificates = 1000;
const mostBytes = 1024 * 1024;

const certificate = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** What keeps a text from being a truststore, one sentence each. */
export function checkTruststore(text: string): string[] {
  if (text.includes("PRIVATE KEY")) return ["it holds a private key, which belongs nowhere near an API"];
  const found = text.match(certificate) ?? [];
  if (found.length === 0) return ["it holds no PEM certificate"];
  const size = Buffer.byteLength(text);
  return [
    ...(found.length > mostCertificates
      ? [`it holds ${found.length} certificates; API Gateway takes ${mostCertificates}`]
      : []),
    ...(size > mostBytes ? [`it has ${size} bytes; API Gateway takes ${mostBytes}`] : []),
    ...found.flatMap((pem, index) => checkCertificate(pem, `certificate ${index + 1}`)),
  ];
}

function checkCertificate(pem: string, name: string): string[] {
  try {
    const { ca, subject } = new X509Certificate(pem);
    return ca
      ? []
      : [`${name} (${subject.replaceAll("\n", ", ")}) is no authority: it could vouch for nobody`];
  } catch {
    return [`${name} cannot be read`];
  }
}

/** The file for mutual TLS is not one. */
export class TruststoreError extends Error {
  readonly code = "GH1124";

  constructor(file: string, problems: readonly string[]) {
    super(
      [
        `${file} is no truststore`,
        ...problems.map((problem) => `  ${problem}`),
        "  fix: a PEM file with the certificates of the authorities that callers' certificates come from",
      ].join("\n"),
    );
    this.name = "TruststoreError";
  }
}
