/**
 * The names that a certificate needs a validation record for. A domain and its wildcard share one record, which must be
 * made once; and because the list comes from the configuration, no resource has to wait for an Output to exist.
 */
export function validationNames(domainNames: readonly string[]): string[] {
  return [...new Set(domainNames.map(apex))];
}

/** The domain without its wildcard label. */
const apex = (domainName: string): string => domainName.replace(/^\*\./, "");

/** One element of a certificate's `domainValidationOptions`. */
export interface ValidationOption {
  readonly domainName: string;
  readonly resourceRecordName: string;
  readonly resourceRecordType: string;
  readonly resourceRecordValue: string;
}

/** The option that validates a name. @throws Error when ACM asked for none, which it never does. */
export function optionFor(name: string, options: readonly ValidationOption[]): ValidationOption {
  const option = options.find(({ domainName }) => apex(domainName) === name);
  if (!option) throw new Error(`the certificate has no validation option for ${name}`);
  return option;
}
