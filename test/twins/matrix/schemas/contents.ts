import { z } from 'zod';
import { badJson } from '../refusal.ts';
import { isContent } from '../state/content.ts';
import type { Content } from '../state/world.ts';
import { complainAboutHtml } from './html.ts';

const mxc = z.string().regex(/^mxc:\/\/[^/]+\/[^/]+$/, 'not an mxc address');
const userId = z.string().regex(/^@[^:]+:.+$/, 'not a user id');
const eventId = z.string().regex(/^\$.+$/, 'not an event id');
const inReplyTo = z.strictObject({ event_id: eventId });

const relation = z.union([
  z.strictObject({ rel_type: z.literal('m.replace'), event_id: eventId }),
  z.strictObject({
    rel_type: z.literal('m.thread'),
    event_id: eventId,
    is_falling_back: z.boolean().optional(),
    'm.in_reply_to': inReplyTo.optional(),
  }),
  z.strictObject({ rel_type: z.literal('m.reference'), event_id: eventId }),
  z.strictObject({ 'm.in_reply_to': inReplyTo }),
]);
const annotation = z.strictObject({ rel_type: z.literal('m.annotation'), event_id: eventId, key: z.string().min(1) });
const mentions = z.strictObject({ user_ids: z.array(userId).optional(), room: z.boolean().optional() });
const profile = z.looseObject({
  id: z.string().min(1).max(255),
  displayname: z.string().optional(),
  avatar_url: z.union([mxc, z.literal('')]).optional(),
  has_fallback: z.boolean().optional(),
});

const text = z.looseObject({
  msgtype: z.string(),
  body: z.string(),
  format: z.literal('org.matrix.custom.html').optional(),
  formatted_body: z.string().optional(),
  'm.mentions': mentions.optional(),
  'com.beeper.per_message_profile': profile.optional(),
  url: mxc.optional(),
  file: z.looseObject({ url: mxc }).optional(),
  filename: z.string().optional(),
  info: z.looseObject({}).optional(),
});
type Text = z.infer<typeof text>;

const withFiles = new Set(['m.image', 'm.file', 'm.audio', 'm.video']);

/** Rules over several fields, for a message and for what an edit makes of one. */
function complainAboutText(content: Text, isEdit: boolean): string | undefined {
  const { format, formatted_body: html, msgtype, body, url, file } = content;
  if ((format === undefined) !== (html === undefined)) return 'format and formatted_body go together';
  const wrong = html === undefined ? undefined : complainAboutHtml(html);
  if (wrong !== undefined) return `formatted_body: ${wrong}`;
  if (withFiles.has(msgtype) && url === undefined && file === undefined) return `${msgtype} without a file`;
  const shown = content['com.beeper.per_message_profile'];
  if (shown?.has_fallback !== true || isEdit) return undefined;
  if (!body.startsWith(`${shown.displayname ?? shown.id}: `)) return 'has_fallback without the fallback in the body';
  return html === undefined || html.includes('data-mx-profile-fallback')
    ? undefined
    : 'has_fallback without the fallback in formatted_body';
}

const message = text.extend({ 'm.relates_to': relation.optional(), 'm.new_content': text.optional() }).check(({ value, issues }) => {
  const next = value['m.new_content'];
  const about = value['m.relates_to'];
  const isEdit = about !== undefined && 'rel_type' in about && about.rel_type === 'm.replace';
  const wrong =
    isEdit !== (next !== undefined)
      ? 'm.replace and m.new_content go together'
      : next !== undefined && ('m.relates_to' in next || 'm.new_content' in next)
        ? 'm.new_content holds a relation of its own'
        : (complainAboutText(value, isEdit) ?? (next === undefined ? undefined : complainAboutText(next, false)));
  if (wrong !== undefined) issues.push({ code: 'custom', message: wrong, input: value, path: [] });
});

const level = z.int();
const levels = z.record(z.string(), level);
const powerLevels = z.strictObject({
  ban: level.optional(),
  events: levels.optional(),
  events_default: level.optional(),
  invite: level.optional(),
  kick: level.optional(),
  redact: level.optional(),
  state_default: level.optional(),
  users: z.record(userId, level).optional(),
  users_default: level.optional(),
  notifications: levels.optional(),
  historical: level.optional(),
});

/** What the spec says of an event's content, by its type; others may hold anything. */
const contents: Readonly<Record<string, z.ZodType>> = {
  'm.room.message': message,
  'm.reaction': z.looseObject({ 'm.relates_to': annotation }),
  'm.room.encrypted': z.looseObject({ algorithm: z.string(), ciphertext: z.string() }),
  'm.room.name': z.strictObject({ name: z.string() }),
  'm.room.topic': z.looseObject({ topic: z.string() }),
  'm.room.avatar': z.looseObject({ url: mxc.optional() }),
  'm.room.member': z.looseObject({
    membership: z.enum(['join', 'invite', 'leave', 'ban', 'knock']),
    displayname: z.string().nullish(),
    avatar_url: z.union([mxc, z.literal('')]).nullish(),
    reason: z.string().optional(),
    is_direct: z.boolean().optional(),
  }),
  'm.room.power_levels': powerLevels,
  'm.room.join_rules': z.looseObject({ join_rule: z.enum(['public', 'invite', 'knock', 'restricted', 'knock_restricted', 'private']) }),
  'm.room.history_visibility': z.strictObject({ history_visibility: z.enum(['invited', 'joined', 'shared', 'world_readable']) }),
  'm.room.encryption': z.looseObject({ algorithm: z.string() }),
};

/** Refuses a content that is not as the spec has it. */
export function checkContent(type: string, content: Content): void {
  const odd = findOddNumber(content);
  if (odd !== undefined) throw badJson(`Bad JSON value: ${odd}`);
  const schema = Object.hasOwn(contents, type) ? contents[type] : undefined;
  const read = schema?.safeParse(content);
  if (read === undefined || read.success) return;
  throw badJson(`${type}: ${read.error.issues.map(({ path, message: says }) => `${path.join('.')} ${says}`.trim()).join('; ')}`);
}

/** Events hold whole numbers only. */
function findOddNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : value;
  const parts = Array.isArray(value) ? value : isContent(value) ? Object.values(value) : [];
  for (const part of parts) {
    const odd = findOddNumber(part);
    if (odd !== undefined) return odd;
  }
  return undefined;
}
