import { neededRights } from './permissions.ts';

/** The link that brings a bot into a server, with exactly the permissions it needs. */
export function inviteLink(application: string): string {
  const query = new URLSearchParams({ client_id: application, scope: 'bot applications.commands', permissions: String(neededRights) });
  return `https://discord.com/oauth2/authorize?${query}`;
}
