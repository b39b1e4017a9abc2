import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { complain } from './check-form.ts';

/** Parts that messages and modals share. */
export const customId = z.string().min(1).max(100);
export const partId = z.int().min(0).optional();
export const snowflake = z.string().regex(/^\d{15,21}$/);

/** An emoji of a server, or one of Unicode's. */
export const emoji = z
  .strictObject({ id: snowflake.nullish(), name: z.string().nullish(), animated: z.boolean().optional() })
  .check((ctx) => {
    const { id, name } = ctx.value;
    if (id === undefined || id === null) {
      if (!isEmoji(name ?? '')) complain(ctx, 'BUTTON_COMPONENT_INVALID_EMOJI', { path: ['name'], message: 'Invalid emoji' });
    }
  });

/** Whether Discord knows it; the variation selector may be missing. */
export const isEmoji = (text: string): boolean => /^\p{RGI_Emoji}$/v.test(text) || /^\p{RGI_Emoji}$/v.test(`${text}\uFE0F`);

const option = z.strictObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().min(1).max(100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().optional(),
});

const selectFrame = {
  id: partId,
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  min_values: z.int().min(0).max(25).optional(),
  max_values: z.int().min(1).max(25).optional(),
  disabled: z.boolean().optional(),
  required: z.boolean().optional(),
};

/** Whether the limits of a select agree with each other. */
interface Limits {
  readonly options?: readonly { readonly value: string; readonly default?: boolean | undefined }[] | undefined;
  readonly min_values?: number | undefined;
  readonly max_values?: number | undefined;
}

/** A choice of options agrees with itself: values are unique, defaults and limits fit. */
export function checkChoice(ctx: z.core.ParsePayload, part: Limits): void {
  const values = part.options?.map(({ value }) => value) ?? [];
  if (new Set(values).size < values.length)
    complain(ctx, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', { path: ['options'], message: 'The specified option value is already used' });
  const max = part.max_values ?? 1;
  if ((part.min_values ?? 0) > max) complain(ctx, 'BASE_TYPE_MIN', { path: ['min_values'], message: 'min_values is over max_values' });
  if (part.options !== undefined && max > values.length)
    complain(ctx, 'BASE_TYPE_BAD_LENGTH', { path: ['options'], message: `Must be ${max} or more in length.` });
  if ((part.options?.filter((one) => one.default === true).length ?? 0) > max)
    complain(ctx, 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', { path: ['options'], message: 'Too many default values' });
}

export const stringSelect = z
  .strictObject({ type: z.literal(ComponentType.StringSelect), ...selectFrame, options: z.array(option).min(1).max(25) })
  .check((ctx) => checkChoice(ctx, ctx.value));

const defaults = z.array(z.strictObject({ id: snowflake, type: z.enum(['user', 'role', 'channel']) })).max(25);
const filled = (type: ComponentType) => z.strictObject({ type: z.literal(type), ...selectFrame, default_values: defaults.optional() });

/** The five kinds of select. */
export const selects = [
  stringSelect,
  filled(ComponentType.UserSelect),
  filled(ComponentType.RoleSelect),
  filled(ComponentType.MentionableSelect),
  z.strictObject({
    type: z.literal(ComponentType.ChannelSelect),
    ...selectFrame,
    default_values: defaults.optional(),
    channel_types: z.array(z.int()).optional(),
  }),
] as const;

export const textDisplay = z.strictObject({ type: z.literal(ComponentType.TextDisplay), id: partId, content: z.string().min(1).max(4000) });
