import type { APIEmbed } from 'discord-api-types/v10';
import { z } from 'zod';
import { complain } from './check-form.ts';

const url = z
  .string()
  .max(2048)
  .regex(/^(?:https?|attachment):\/\//);
const image = z.strictObject({ url, width: z.number().optional(), height: z.number().optional(), proxy_url: z.string().optional() });

const embed = z.strictObject({
  title: z.string().max(256).nullish(),
  type: z.literal('rich').optional(),
  description: z.string().max(4096).nullish(),
  url: url.nullish(),
  timestamp: z.iso.datetime().nullish(),
  color: z.int().min(0).max(0xffffff).nullish(),
  footer: z.strictObject({ text: z.string().min(1).max(2048), icon_url: url.nullish() }).nullish(),
  image: image.nullish(),
  thumbnail: image.nullish(),
  author: z.strictObject({ name: z.string().min(1).max(256), url: url.nullish(), icon_url: url.nullish() }).nullish(),
  fields: z
    .array(z.strictObject({ name: z.string().min(1).max(256), value: z.string().min(1).max(1024), inline: z.boolean().optional() }))
    .max(25)
    .nullish(),
});

/** Up to ten embeds, 6,000 characters in all. */
export const embeds = z
  .array(embed)
  .max(10)
  .check((ctx) => {
    const total = ctx.value.reduce((sum, one) => sum + embedTexts(one as APIEmbed).join('').length, 0);
    if (total > 6000) complain(ctx, 'MAX_EMBED_SIZE_EXCEEDED', { path: [], message: 'Embed size exceeds maximum size of 6000' });
  });

/** Every text of an embed that counts against the limit, in reading order. */
export function embedTexts(one: APIEmbed): readonly string[] {
  return [
    one.author?.name,
    one.title,
    one.description,
    ...(one.fields ?? []).flatMap(({ name, value }) => [name, value]),
    one.footer?.text,
  ].filter((text): text is string => typeof text === 'string');
}
