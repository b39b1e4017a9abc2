import { z } from 'zod';

/** An object of anything: event contents, filters. */
export const anything = z.record(z.string(), z.unknown());

const identifier = z.strictObject({ type: z.literal('m.id.user'), user: z.string().min(1) });
const device = {
  device_id: z.string().min(1).optional(),
  initial_device_display_name: z.string().optional(),
  refresh_token: z.boolean().optional(),
};

export const loginForm = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('m.login.password'), identifier, password: z.string(), ...device }),
  z.strictObject({ type: z.literal('m.login.token'), token: z.string(), ...device }),
]);
export const refreshForm = z.strictObject({ refresh_token: z.string() });

const userId = z.string().regex(/^@[^:]+:.+$/, 'not a user id');
const roomVersion = z.string();
const initialState = z.strictObject({ type: z.string(), state_key: z.string().optional(), content: anything });

export const createRoomForm = z.strictObject({
  visibility: z.enum(['public', 'private']).optional(),
  room_alias_name: z.string().optional(),
  name: z.string().optional(),
  topic: z.string().optional(),
  invite: z.array(userId).optional(),
  room_version: roomVersion.optional(),
  creation_content: anything.optional(),
  initial_state: z.array(initialState).optional(),
  preset: z.enum(['private_chat', 'public_chat', 'trusted_private_chat']).optional(),
  is_direct: z.boolean().optional(),
  power_level_content_override: anything.optional(),
});

export const reasonForm = z.strictObject({ reason: z.string().optional() });
export const aboutForm = z.strictObject({ user_id: userId, reason: z.string().optional() });
export const upgradeForm = z.strictObject({ new_version: roomVersion, additional_creators: z.array(userId).optional() });
export const typingForm = z.strictObject({ typing: z.boolean(), timeout: z.int().nonnegative().optional() });
export const receiptForm = z.strictObject({ thread_id: z.string().min(1).optional() });
export const markersForm = z.strictObject({
  'm.fully_read': z.string().optional(),
  'm.read': z.string().optional(),
  'm.read.private': z.string().optional(),
});
export const aliasForm = z.strictObject({ room_id: z.string().startsWith('!') });
export const toDeviceForm = z.strictObject({ messages: z.record(userId, z.record(z.string(), anything)) });

const types = z.array(z.string()).optional();
const eventFilter = { limit: z.int().positive().optional(), types, not_types: types, senders: types, not_senders: types };
const roomEventFilter = z.strictObject({
  ...eventFilter,
  rooms: types,
  not_rooms: types,
  contains_url: z.boolean().optional(),
  lazy_load_members: z.boolean().optional(),
  include_redundant_members: z.boolean().optional(),
  unread_thread_notifications: z.boolean().optional(),
});

export const filterForm = z.strictObject({
  event_fields: types,
  event_format: z.enum(['client', 'federation']).optional(),
  account_data: z.strictObject(eventFilter).optional(),
  presence: z.strictObject(eventFilter).optional(),
  room: z
    .strictObject({
      rooms: types,
      not_rooms: types,
      include_leave: z.boolean().optional(),
      account_data: roomEventFilter.optional(),
      ephemeral: roomEventFilter.optional(),
      state: roomEventFilter.optional(),
      timeline: roomEventFilter.optional(),
    })
    .optional(),
});
export type Filter = z.infer<typeof filterForm>;
/** For `/messages` and `/context`. */
export const eventsFilterForm = roomEventFilter;
export type EventsFilter = z.infer<typeof roomEventFilter>;
