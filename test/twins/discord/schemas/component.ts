import { type APIMessageComponent, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { complain } from './check-form.ts';
import { customId, emoji, partId, selects, snowflake, textDisplay } from './parts.ts';

const button = z
  .strictObject({
    type: z.literal(ComponentType.Button),
    id: partId,
    style: z.int().min(1).max(6),
    label: z.string().max(80).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.optional(),
    url: z
      .string()
      .max(512)
      .regex(/^(?:https?|discord):\/\//)
      .optional(),
    sku_id: snowflake.optional(),
    disabled: z.boolean().optional(),
  })
  .check((ctx) => {
    const { style, label, emoji: icon, custom_id: custom, url, sku_id: sku } = ctx.value;
    const wants = style === ButtonStyle.Link ? 'url' : style === ButtonStyle.Premium ? 'sku_id' : 'custom_id';
    for (const [key, value] of Object.entries({ url, sku_id: sku, custom_id: custom })) {
      if ((value !== undefined) !== (key === wants))
        complain(ctx, 'BUTTON_COMPONENT_FIELDS', {
          path: [key],
          message: key === wants ? 'This field is required' : `A button has either ${wants} or ${key}`,
        });
    }
    if (wants !== 'sku_id' && !label && !icon)
      complain(ctx, 'BUTTON_COMPONENT_EMPTY', { path: ['label'], message: 'A button needs a label or an emoji' });
  });

const row = z
  .strictObject({
    type: z.literal(ComponentType.ActionRow),
    id: partId,
    components: z
      .array(z.discriminatedUnion('type', [button, ...selects]))
      .min(1)
      .max(5),
  })
  .check((ctx) => {
    const kinds = ctx.value.components.map(({ type }) => type);
    if (kinds.length > 1 && kinds.some((type) => type !== ComponentType.Button))
      complain(ctx, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', { path: ['components'], message: 'A row holds five buttons or one select' });
  });

const media = z.strictObject({
  url: z
    .string()
    .max(2048)
    .regex(/^(?:https?|attachment):\/\//),
});
const alt = z.string().max(1024).nullish();
const spoiler = z.boolean().optional();
const thumbnail = z.strictObject({ type: z.literal(ComponentType.Thumbnail), id: partId, media, description: alt, spoiler });
const section = z.strictObject({
  type: z.literal(ComponentType.Section),
  id: partId,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});
const gallery = z.strictObject({
  type: z.literal(ComponentType.MediaGallery),
  id: partId,
  items: z
    .array(z.strictObject({ media, description: alt, spoiler }))
    .min(1)
    .max(10),
});
const file = z.strictObject({ type: z.literal(ComponentType.File), id: partId, file: media, spoiler });
const separator = z.strictObject({
  type: z.literal(ComponentType.Separator),
  id: partId,
  divider: z.boolean().optional(),
  spacing: z.int().min(1).max(2).optional(),
});
const inContainer = [row, section, textDisplay, gallery, file, separator] as const;
const container = z.strictObject({
  type: z.literal(ComponentType.Container),
  id: partId,
  accent_color: z.int().min(0).max(0xffffff).nullish(),
  spoiler,
  components: z.array(z.discriminatedUnion('type', inContainer)).min(1),
});

/** Rows of a message with content. */
export const rows = z.array(row).max(5).check(uniqueIds);

/** Everything a message of components may hold, 40 in all and 4,000 characters of text. */
export const layout = z.array(z.discriminatedUnion('type', [...inContainer, container])).check((ctx) => {
  uniqueIds(ctx);
  const parts = everyPart(ctx.value);
  if (parts.length > 40)
    complain(ctx, 'COMPONENT_MAX_TOTAL_COMPONENTS', { path: [], message: 'The maximum number of total components is 40' });
  const text = parts.reduce((sum, part) => sum + (part.type === ComponentType.TextDisplay ? part.content.length : 0), 0);
  if (text > 4000)
    complain(ctx, 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', { path: [], message: 'The text is longer than 4000 characters' });
});

function uniqueIds(ctx: z.core.ParsePayload<unknown>): void {
  const ids = everyPart(ctx.value).flatMap((part) => ('custom_id' in part ? [part.custom_id] : []));
  if (new Set(ids).size < ids.length)
    complain(ctx, 'COMPONENT_CUSTOM_ID_DUPLICATED', { path: [], message: 'Component custom id cannot be duplicated' });
}

/** Every component, nested ones too, in reading order. */
export function everyPart(parts: unknown): readonly APIMessageComponent[] {
  if (!Array.isArray(parts)) return [];
  return (parts as readonly APIMessageComponent[]).flatMap((part) => [
    part,
    ...('components' in part ? everyPart(part.components) : []),
    ...('accessory' in part ? everyPart([part.accessory]) : []),
  ]);
}
