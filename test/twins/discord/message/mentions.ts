import type { APIAllowedMentions, APIUser } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { Right, rightsIn } from '../state/permissions.ts';
import type { TwinChannel } from '../state/world.ts';

export interface Mentioned {
  readonly mentions: APIUser[];
  readonly mention_roles: string[];
  readonly mention_everyone: boolean;
}

interface Source {
  readonly channel: TwinChannel;
  readonly author: APIUser;
  readonly content: string;
  readonly allowed: APIAllowedMentions | undefined;
  /** Whose message is replied to. */
  readonly repliesTo: APIUser | undefined;
}

/** Whom a text really pings: what it names, as far as `allowed_mentions` lets it. */
export function findMentions(core: Core, { channel, author, content, allowed, repliesTo }: Source): Mentioned {
  const may = (kind: 'users' | 'roles', id: string): boolean =>
    allowed === undefined || allowed.parse?.includes(kind as never) === true || allowed[kind]?.includes(id) === true;
  const ids = [...content.matchAll(/<@!?(\d+)>/g)].map(([, id]) => id ?? '').filter((id) => may('users', id));
  // Without a word about it a reply pings; with any allowed_mentions only when those say so.
  if (repliesTo !== undefined && (allowed === undefined || allowed.replied_user === true)) ids.push(repliesTo.id);
  const guild = core.world.guilds.get(channel.guildId ?? '');
  const mayAll = (rightsIn(core.world, channel, author.id) & Right.MentionEveryone) !== 0n;
  const roles = [...content.matchAll(/<@&(\d+)>/g)]
    .map(([, id]) => id ?? '')
    .filter((id) => guild?.roles.has(id) === true && may('roles', id));
  return {
    mentions: [...new Set(ids)].flatMap((id) => core.world.users.get(id)?.data ?? []),
    mention_roles: [...new Set(roles)],
    mention_everyone:
      /@(?:everyone|here)\b/.test(content) && mayAll && (allowed === undefined || allowed.parse?.includes('everyone' as never) === true),
  };
}
