import type { APIAllowedMentions, APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { Codes, Refusal } from '../refusal.ts';
import { checkForm } from '../schemas/check-form.ts';
import { messageForm, type Way } from '../schemas/message.ts';
import { must } from '../state/world.ts';
import { storeFile, type Upload } from './store-file.ts';

/** A message as it is sent or changed, whatever the way. */
export interface Body {
  readonly content?: string | null;
  readonly embeds?: readonly APIEmbed[] | null;
  readonly components?: readonly APIMessageTopLevelComponent[] | null;
  readonly allowed_mentions?: APIAllowedMentions | null;
  readonly attachments?: readonly { readonly id: string | number; readonly filename?: string; readonly description?: string }[] | null;
  readonly flags?: number | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean;
  readonly tts?: boolean;
  readonly message_reference?: { readonly message_id: string; readonly fail_if_not_exists?: boolean } | null;
}

export const v2 = 1 << 15;

/** Reads a body as Discord does: strictly. */
export function readBody(body: unknown, way: Way, flags = 0): Body {
  const given = typeof body === 'object' && body !== null && 'flags' in body ? Number(body.flags ?? 0) : 0;
  return checkForm<Body>(messageForm(way, ((given | flags) & v2) !== 0), body ?? {});
}

/** Remembers whom the bot let be pinged by it. */
export function note(core: Core, route: string, body: Body): void {
  core.ledger.sent.push({ route, content: body.content ?? '', allowed: body.allowed_mentions ?? undefined });
}

/** Stores uploads, each named in `attachments` by its place. */
export function storeUploads(
  core: Core,
  { body, files, channelId }: { readonly body: Body; readonly files: readonly Upload[]; readonly channelId: string },
) {
  const named = body.attachments ?? [];
  const isNew = (id: string | number): boolean => Number(id) < 1000;
  if (named.filter(({ id }) => isNew(id)).some(({ id }) => files[Number(id)] === undefined))
    throw new Refusal(Codes.InvalidFormBodyOrContentType);
  return files.map((file, at) => {
    const about = named.find(({ id }) => Number(id) === at);
    return storeFile(core, { ...file, name: about?.filename ?? file.name, description: about?.description }, { channelId });
  });
}

/** Numbers components that have no number, as Discord does. */
export function withIds(components: readonly APIMessageTopLevelComponent[]): APIMessageTopLevelComponent[] {
  let last = 0;
  const number = (part: object): object => {
    last += 1;
    const id = last;
    return {
      id,
      ...part,
      ...('components' in part && Array.isArray(part.components) ? { components: part.components.map(number) } : {}),
      ...('accessory' in part && typeof part.accessory === 'object' ? { accessory: number(must(part.accessory, 'accessory')) } : {}),
    };
  };
  return components.map(number) as APIMessageTopLevelComponent[];
}
