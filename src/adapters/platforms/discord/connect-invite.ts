/** What she needs to talk in a server, and nothing more; the names are those of Discord's role settings, the bits those of its API. */
const neededPermissions: Readonly<Record<string, bigint>> = {
  'Add Reactions': 1n << 6n,
  'View Channels': 1n << 10n,
  'Send Messages': 1n << 11n,
  'Embed Links': 1n << 14n,
  'Attach Files': 1n << 15n,
  'Read Message History': 1n << 16n,
  'Send Messages in Threads': 1n << 38n,
};

/** The link that brings a bot into a server, with exactly the permissions it needs. */
export function inviteLink(application: string): string {
  const permissions = Object.values(neededPermissions).reduce((all, one) => all | one, 0n);
  const query = new URLSearchParams({ client_id: application, scope: 'bot applications.commands', permissions: String(permissions) });
  return `https://discord.com/oauth2/authorize?${query}`;
}
