/** IPv4 networks as text, `10.20.0.0/16`; addresses as text too. Malformed text is in no network. */

const toNumber = (address: string): number =>
  address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);

/** Whether an address lies in a network. */
export function isInNetwork(address: string, network: string): boolean {
  const [base = "", length = ""] = network.split("/");
  const size = 2 ** (32 - Number(length));
  return Math.floor(toNumber(address) / size) === Math.floor(toNumber(base) / size);
}

/** What Elastic Load Balancing takes as targets: RFC 1918 and RFC 6598. */
const privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"] as const;

/** Whether an address is private. */
export const isPrivateAddress = (address: string): boolean =>
  privateNetworks.some((network) => isInNetwork(address, network));
