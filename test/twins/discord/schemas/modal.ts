import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { complain } from './check-form.ts';
import { checkChoice, customId, partId, selects, textDisplay } from './parts.ts';

const textFrame = {
  type: z.literal(ComponentType.TextInput),
  id: partId,
  custom_id: customId,
  style: z.int().min(1).max(2),
  min_length: z.int().min(0).max(4000).optional(),
  max_length: z.int().min(1).max(4000).optional(),
  required: z.boolean().optional(),
  value: z.string().max(4000).nullish(),
  placeholder: z.string().max(100).nullish(),
};
type Text = {
  readonly min_length?: number | undefined;
  readonly max_length?: number | undefined;
  readonly value?: string | null | undefined;
};

function checkText(ctx: z.core.ParsePayload, part: Text): void {
  const max = part.max_length ?? 4000;
  if ((part.min_length ?? 0) > max) complain(ctx, 'BASE_TYPE_MIN', { path: ['min_length'], message: 'min_length is over max_length' });
  if ((part.value?.length ?? 0) > max)
    complain(ctx, 'BASE_TYPE_MAX_LENGTH', { path: ['value'], message: `Must be ${max} or fewer in length.` });
}

const text = z.strictObject(textFrame).check((ctx) => checkText(ctx, ctx.value));
const oldText = z.strictObject({ ...textFrame, label: z.string().min(1).max(45) }).check((ctx) => checkText(ctx, ctx.value));
const choice = z.strictObject({
  value: z.string().min(1).max(100),
  label: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  default: z.boolean().optional(),
});
const required = z.boolean().optional();
const radio = z
  .strictObject({
    type: z.literal(ComponentType.RadioGroup),
    id: partId,
    custom_id: customId,
    required,
    options: z.array(choice).min(2).max(10),
  })
  .check((ctx) => checkChoice(ctx, ctx.value));
const boxes = z
  .strictObject({
    type: z.literal(ComponentType.CheckboxGroup),
    id: partId,
    custom_id: customId,
    required,
    options: z.array(choice).min(1).max(10),
    min_values: z.int().min(0).max(10).optional(),
    max_values: z.int().min(1).max(10).optional(),
  })
  .check((ctx) => checkChoice(ctx, { ...ctx.value, max_values: ctx.value.max_values ?? ctx.value.options.length }));
const box = z.strictObject({ type: z.literal(ComponentType.Checkbox), id: partId, custom_id: customId, default: z.boolean().optional() });
const upload = z.strictObject({
  type: z.literal(ComponentType.FileUpload),
  id: partId,
  custom_id: customId,
  required,
  min_values: z.int().min(0).max(10).optional(),
  max_values: z.int().min(1).max(10).optional(),
  file_types: z
    .array(z.string().regex(/^(?:image|video|audio|\.\w+)$/))
    .max(10)
    .optional(),
});

const label = z
  .strictObject({
    type: z.literal(ComponentType.Label),
    id: partId,
    label: z.string().min(1).max(45),
    description: z.string().max(100).nullish(),
    component: z.discriminatedUnion('type', [text, radio, boxes, box, upload, ...selects]),
  })
  .check((ctx) => {
    const part = ctx.value.component;
    if ('disabled' in part && part.disabled === true)
      complain(ctx, 'COMPONENT_DISABLED_IN_MODAL', {
        path: ['component', 'disabled'],
        message: 'A component in a modal cannot be disabled',
      });
    if ('min_values' in part && part.min_values === 0 && part.required !== false)
      complain(ctx, 'COMPONENT_MIN_VALUES_REQUIRED', { path: ['component', 'min_values'], message: 'min_values 0 needs required: false' });
  });
const row = z.strictObject({ type: z.literal(ComponentType.ActionRow), id: partId, components: z.array(oldText).length(1) });

/** A modal: one to five parts, no custom id twice. */
export const modal = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(z.discriminatedUnion('type', [label, textDisplay, row]))
    .min(1)
    .max(5)
    .check((ctx) => {
      const ids = ctx.value.flatMap((part) =>
        part.type === ComponentType.Label
          ? [part.component.custom_id]
          : part.type === ComponentType.ActionRow
            ? part.components.map((one) => one.custom_id)
            : [],
      );
      if (new Set(ids).size < ids.length)
        complain(ctx, 'COMPONENT_CUSTOM_ID_DUPLICATED', { path: [], message: 'Component custom id cannot be duplicated' });
    }),
});
