import { GatewayCloseCodes, GatewayIntentBits } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { toMember } from '../state/payloads.ts';
import { deliver } from './dispatch.ts';
import type { Session } from './gateway.ts';

interface Wanted {
  readonly guild_id: string;
  readonly query?: string;
  readonly limit?: number;
  readonly user_ids?: string | readonly string[];
  readonly nonce?: string;
}

/** Answers a request for members; the whole list needs its intent. */
export function chunkMembers(core: Core, session: Session, d: unknown): void {
  const wanted = d as Wanted;
  const guild = core.world.guilds.get(wanted.guild_id);
  const isWhole = wanted.user_ids === undefined && (wanted.query ?? '') === '' && (wanted.limit ?? 0) === 0;
  if (guild === undefined || (isWhole && (session.intents & GatewayIntentBits.GuildMembers) === 0)) {
    core.ledger.gatewayFaults.push('members were asked for without the intent or the server');
    session.socket?.close(GatewayCloseCodes.DisallowedIntents);
    return;
  }
  const ids = wanted.user_ids === undefined ? undefined : [wanted.user_ids].flat();
  const members = [...guild.members.values()]
    .map((member) => toMember(core, member))
    .filter(({ user }) => (ids === undefined ? user.username.startsWith(wanted.query ?? '') : ids.includes(user.id)))
    .slice(0, wanted.limit || 1000);
  const missing = ids?.filter((id) => !guild.members.has(id)) ?? [];
  deliver(core, session, {
    t: 'GUILD_MEMBERS_CHUNK',
    d: { guild_id: guild.id, members, chunk_index: 0, chunk_count: 1, not_found: missing, nonce: wanted.nonce },
  });
}
