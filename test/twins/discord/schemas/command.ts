import {
  type APIApplicationCommandOption,
  ApplicationCommandType,
  Locale,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { complain } from './check-form.ts';

/** Lower case, where the script has cases. */
const word = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const slashName = z
  .string()
  .regex(word)
  .check((ctx) => {
    if (ctx.value !== ctx.value.toLowerCase())
      complain(ctx, 'APPLICATION_COMMAND_INVALID_NAME', { path: [], message: 'Command name is invalid' });
  });
const locales: readonly string[] = Object.values(Locale);
const localized = (text: z.ZodType<string>): z.ZodType =>
  z
    .record(z.string(), text.nullable())
    .nullish()
    .check((ctx) => {
      for (const locale of Object.keys(ctx.value ?? {}).filter((key) => !locales.includes(key)))
        complain(ctx, 'BASE_TYPE_CHOICES', { path: [locale], message: `Value must be one of ${locales.join(', ')}.` });
    });
const text100 = z.string().min(1).max(100);

const choice = z.strictObject({ name: text100, name_localizations: localized(text100), value: z.union([z.string().max(100), z.number()]) });

const leaf = z.strictObject({
  type: z.int().min(Option.String).max(Option.Attachment),
  name: slashName,
  name_localizations: localized(slashName),
  description: text100,
  description_localizations: localized(text100),
  required: z.boolean().optional(),
  choices: z.array(choice).max(25).optional(),
  autocomplete: z.boolean().optional(),
  channel_types: z.array(z.int()).optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  min_length: z.int().min(0).max(6000).optional(),
  max_length: z.int().min(1).max(6000).optional(),
});

const leaves = z
  .array(
    leaf.check((ctx) => {
      const { type, choices, autocomplete, min_length, max_length, min_value, max_value } = ctx.value;
      const isTyped = type === Option.String || type === Option.Integer || type === Option.Number;
      if (autocomplete === true && (!isTyped || (choices?.length ?? 0) > 0))
        complain(ctx, 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE', {
          path: ['autocomplete'],
          message: 'Only a typed option without choices completes',
        });
      if (choices !== undefined && !isTyped)
        complain(ctx, 'APPLICATION_COMMAND_OPTIONS_CHOICES', { path: ['choices'], message: 'This option type has no choices' });
      for (const [at, { value }] of (choices ?? []).entries()) {
        if ((typeof value === 'string') !== (type === Option.String))
          complain(ctx, 'APPLICATION_COMMAND_OPTIONS_CHOICE_TYPE', {
            path: ['choices', at, 'value'],
            message: 'The value is of another type',
          });
      }
      if ((min_length ?? max_length) !== undefined && type !== Option.String)
        complain(ctx, 'APPLICATION_COMMAND_OPTIONS_LENGTH', { path: ['min_length'], message: 'Only a string has a length' });
      if ((min_value ?? max_value) !== undefined && (!isTyped || type === Option.String))
        complain(ctx, 'APPLICATION_COMMAND_OPTIONS_RANGE', { path: ['min_value'], message: 'Only a number has a range' });
    }),
  )
  .max(25)
  .check((ctx) => {
    unique(ctx, ctx.value, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS');
    const firstFree = ctx.value.findIndex(({ required }) => required !== true);
    ctx.value.forEach(({ required }, at) => {
      if (required === true && firstFree !== -1 && at > firstFree)
        complain(ctx, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', {
          path: [at],
          message: 'Required options must be placed before non-required options',
        });
    });
  });

function branch(type: Option, options: z.ZodType): z.ZodType {
  return z.strictObject({
    type: z.literal(type),
    name: slashName,
    name_localizations: localized(slashName),
    description: text100,
    description_localizations: localized(text100),
    options: options.optional(),
  });
}
const named = (inner: z.ZodType): z.ZodType =>
  z
    .array(inner)
    .max(25)
    .check((ctx) => unique(ctx, ctx.value, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS'));
const subcommand = branch(Option.Subcommand, leaves);
const branches = named(z.union([subcommand, branch(Option.SubcommandGroup, named(subcommand))]));

const frame = {
  id: z.string().optional(),
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  nsfw: z.boolean().optional(),
  contexts: z.array(z.int().min(0).max(2)).min(1).nullish(),
  integration_types: z.array(z.int().min(0).max(1)).min(1).nullish(),
};
const menuName = z.string().min(1).max(32);

/** A slash command or a menu entry, as it is registered. */
export const command = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...frame,
      type: z.literal(ApplicationCommandType.ChatInput).optional(),
      name: slashName,
      name_localizations: localized(slashName),
      description: text100,
      description_localizations: localized(text100),
      // Subcommands and options exclude each other.
      options: z.unknown().optional(),
    }),
    z.strictObject({
      ...frame,
      type: z.union([z.literal(ApplicationCommandType.User), z.literal(ApplicationCommandType.Message)]),
      name: menuName,
      name_localizations: localized(menuName),
      description: z.literal('').optional(),
      options: z.array(z.never()).max(0).optional(),
    }),
  ])
  .check((ctx) => {
    const options = ctx.value.options;
    if (options !== undefined) {
      const isTree = Array.isArray(options) && options.some((one) => [Option.Subcommand, Option.SubcommandGroup].includes(one?.type));
      const read = (isTree ? branches : leaves).safeParse(options);
      for (const issue of read.error?.issues ?? [])
        ctx.issues.push({ ...issue, input: options, path: ['options', ...issue.path] } as z.core.$ZodRawIssue);
    }
    if (ctx.issues.length === 0 && weigh(ctx.value as Weighed) > 8000)
      complain(ctx, 'APPLICATION_COMMAND_TOO_LARGE', { path: [], message: 'Command exceeds maximum size (8000)' });
  });

function unique(ctx: z.core.ParsePayload, items: readonly unknown[], code: string): void {
  const names = items.map((item) => (item as { readonly name?: unknown }).name);
  names.forEach((name, at) => {
    if (names.indexOf(name) !== at) complain(ctx, code, { path: [at], message: 'Option name already exists in options' });
  });
}

type Texts = Readonly<Record<string, string | null | undefined>> | null | undefined;
interface Weighed {
  readonly name: string;
  readonly description?: string;
  readonly name_localizations?: Texts;
  readonly description_localizations?: Texts;
  readonly value?: unknown;
  readonly options?: readonly APIApplicationCommandOption[];
  readonly choices?: readonly Weighed[];
}

/** What counts against the 8,000 characters: the longest wording of every name, description and value. */
export function weigh(part: Weighed): number {
  const longest = (text: string | undefined, others: Texts): number =>
    Math.max(text?.length ?? 0, ...Object.values(others ?? {}).map((other) => other?.length ?? 0));
  const inner = [...(part.options ?? []), ...(part.choices ?? [])] as readonly Weighed[];
  return (
    longest(part.name, part.name_localizations) +
    longest(part.description, part.description_localizations) +
    (part.value === undefined ? 0 : String(part.value).length) +
    inner.reduce((sum, one) => sum + weigh(one), 0)
  );
}
