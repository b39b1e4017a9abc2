/** Endings of names that no registry on the internet hands out. */
const endings = /\.(?:localhost|local|lan|internal|home\.arpa)$/;

/** A name that can only mean something in the operator's own network: `nas`, `nas.local`. */
export function isLocalName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return !name.includes('.') || endings.test(name);
}
