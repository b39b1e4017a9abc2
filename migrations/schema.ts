import { isNotNull, isNull, sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

// The whole schema, from which migrations are made; the store itself speaks SQL and loads none of this.
// Ids given by the engine are opaque text; `key` and `seq` are the store's own numbers and never leave it.

export const persons = sqliteTable('persons', { id: text().primaryKey(), createdAt: integer().notNull() });

export const participants = sqliteTable(
  'participants',
  {
    id: text().primaryKey(),
    person: text().notNull(),
    name: text().notNull(),
    locale: text(),
    seenAt: integer().notNull(),
  },
  (table) => [index('participants_person').on(table.person)],
);

export const settings = sqliteTable(
  'settings',
  { level: text().notNull(), owner: text().notNull(), key: text().notNull(), value: text().notNull(), changedAt: integer().notNull() },
  (table) => [primaryKey({ columns: [table.level, table.owner, table.key] })],
);

export const secrets = sqliteTable(
  'secrets',
  { owner: text().notNull(), name: text().notNull(), sealed: text().notNull(), keyId: text().notNull(), changedAt: integer().notNull() },
  (table) => [primaryKey({ columns: [table.owner, table.name] }), index('secrets_key').on(table.keyId)],
);

export const personalities = sqliteTable(
  'personalities',
  {
    id: text().primaryKey(),
    owner: text(),
    name: text().notNull(),
    tagline: text().notNull().default(''),
    /** The one that holds; undo moves it back. */
    revision: integer().notNull(),
    newest: integer().notNull().default(0),
    forkOf: text(),
    rating: text().notNull(),
    deletedAt: integer(),
  },
  (table) => [index('personalities_owner').on(table.owner), index('personalities_name').on(table.name)],
);

export const revisions = sqliteTable(
  'revisions',
  {
    personality: text().notNull(),
    revision: integer().notNull(),
    /** The one it was made from. */
    parent: integer(),
    body: text().notNull(),
    original: blob(),
    at: integer().notNull(),
    author: text(),
    /** Hash of the picture that the body refers to. */
    picture: text(),
  },
  (table) => [
    primaryKey({ columns: [table.personality, table.revision] }),
    index('revisions_picture').on(table.picture).where(isNotNull(table.picture)),
  ],
);

export const drafts = sqliteTable(
  'drafts',
  {
    personality: text().notNull(),
    owner: text().notNull(),
    base: integer().notNull(),
    body: text().notNull(),
    at: integer().notNull(),
    picture: text(),
  },
  (table) => [
    primaryKey({ columns: [table.personality, table.owner] }),
    index('drafts_owner').on(table.owner, table.at),
    index('drafts_picture').on(table.picture).where(isNotNull(table.picture)),
  ],
);

/** Each picture once, by the SHA-256 of its bytes; it goes when no revision and no draft refers to it. */
export const pictures = sqliteTable('pictures', {
  hash: text().primaryKey(),
  mime: text().notNull(),
  bytes: blob({ mode: 'buffer' }).notNull(),
});

export const communities = sqliteTable('communities', { id: text().primaryKey(), name: text() });

export const rooms = sqliteTable('rooms', {
  key: integer().primaryKey(),
  id: text().notNull().unique(),
  kind: text().notNull(),
  community: text(),
  /** False until somebody has told who is there. */
  membersKnown: integer({ mode: 'boolean' }).notNull().default(false),
  /** Messages written here so far: the next one's sequence. */
  sequence: integer().notNull().default(0),
});

export const members = sqliteTable('members', { room: integer().notNull(), participant: text().notNull() }, (table) => [
  primaryKey({ columns: [table.room, table.participant] }),
]);

/** Who was where and when: a row per stay. A DM counts for the person in it. */
export const presences = sqliteTable(
  'presences',
  {
    participant: text().notNull(),
    room: integer().notNull(),
    since: integer().notNull(),
    /** NULL while they are there. */
    until: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.participant, table.room, table.since] }),
    index('presences_since').on(table.participant, table.since),
    index('presences_open').on(table.room, table.participant).where(isNull(table.until)),
  ],
);

export const conversations = sqliteTable(
  'conversations',
  {
    id: text().primaryKey(),
    room: integer().notNull(),
    person: text().notNull().default(''),
    personality: text().notNull().default(''),
    head: text(),
    at: integer().notNull(),
  },
  (table) => [index('conversations_place').on(table.room, table.person, table.personality, table.at)],
);

export const messages = sqliteTable(
  'messages',
  {
    /** room · 2^24 + sequence: one room is one range of the full-text index. */
    key: integer().primaryKey(),
    id: text().notNull().unique(),
    room: integer().notNull(),
    conversation: text(),
    parent: text(),
    ref: text(),
    turn: text().notNull(),
    /** A participant's line, or a personality's: exactly one of the two is set. */
    participant: text(),
    personality: text(),
    revision: integer(),
    text: text().notNull(),
    at: integer().notNull(),
    editedAt: integer(),
    audience: text().notNull(),
    exposure: text().notNull(),
    rating: text().notNull(),
    variant: integer().notNull().default(1),
    chosen: integer({ mode: 'boolean' }).notNull().default(true),
    finish: text(),
    forgotten: integer({ mode: 'boolean' }).notNull().default(false),
    /** The batch it is hidden with: it reads as forgotten and can be brought back. */
    hidden: text(),
  },
  (table) => [
    index('messages_participant').on(table.participant, table.at).where(isNotNull(table.participant)),
    index('messages_hidden').on(table.hidden).where(isNotNull(table.hidden)),
    index('messages_parent').on(table.parent),
    index('messages_ref').on(table.room, table.ref),
    index('messages_conversation').on(table.conversation),
  ],
);

export const turns = sqliteTable(
  'turns',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    account: text().notNull(),
    eventId: text().notNull(),
    lane: text().notNull(),
    room: integer().notNull(),
    participant: text().notNull(),
    name: text().notNull(),
    locale: text(),
    at: integer().notNull(),
    body: text().notNull(),
    receivedAt: integer().notNull(),
    notBefore: integer().notNull(),
    state: text().notNull(),
    /** 1 while it leads and is received or generating, else NULL: the small index of open work hangs on it. */
    open: integer(),
    /** The turn that answers this one too. */
    lead: text(),
    cast: text().notNull(),
    message: text(),
    /** The ref an edit is about, as long as the edit's text stands in `body`, else NULL: forgetting finds it here. */
    edits: text(),
    errors: integer().notNull().default(0),
    stops: integer().notNull().default(0),
    code: text(),
  },
  (table) => [
    uniqueIndex('turns_claim').on(table.account, table.eventId),
    index('turns_open').on(table.lane, table.seq).where(isNotNull(table.open)),
    index('turns_open_room').on(table.lane, table.room, table.seq).where(isNotNull(table.open)),
    index('turns_lead').on(table.lead),
    index('turns_message').on(table.message),
    index('turns_edits').on(table.room, table.edits).where(isNotNull(table.edits)),
    index('turns_dead').on(table.receivedAt).where(sql`${table.state} = 'dead'`),
  ],
);

export const deliveries = sqliteTable(
  'deliveries',
  {
    key: text().primaryKey(),
    turn: text(),
    account: text().notNull(),
    room: integer().notNull(),
    replyTo: text(),
    personality: text(),
    part: integer().notNull(),
    message: text(),
    state: text().notNull(),
    /** 1 until delivered or removed, else NULL. */
    open: integer(),
    ref: text(),
    /** JSON of an `Outgoing`. */
    final: text(),
    partial: text().notNull().default(''),
    at: integer().notNull(),
  },
  (table) => [
    index('deliveries_turn').on(table.turn),
    index('deliveries_message').on(table.message),
    index('deliveries_ref').on(table.room, table.ref).where(isNotNull(table.ref)),
    index('deliveries_open').on(table.open, table.account, table.key).where(isNotNull(table.open)),
  ],
);

export const receipts = sqliteTable('receipts', { message: text().primaryKey(), body: text().notNull() });

export const usage = sqliteTable(
  'usage',
  {
    message: text().primaryKey(),
    participant: text().notNull(),
    room: integer().notNull(),
    personality: text().notNull(),
    provider: text().notNull(),
    model: text().notNull(),
    tokensIn: integer().notNull(),
    tokensCached: integer().notNull(),
    tokensOut: integer().notNull(),
    costMicro: integer().notNull(),
    firstMs: integer().notNull(),
    at: integer().notNull(),
  },
  (table) => [
    index('usage_participant').on(table.participant, table.at),
    index('usage_room').on(table.room, table.at),
    index('usage_personality').on(table.personality, table.at),
  ],
);

/** Each attempt to get an answer, failed ones too; no text. */
export const attempts = sqliteTable(
  'attempts',
  {
    id: text().primaryKey(),
    turn: text(),
    person: text().notNull(),
    room: integer().notNull(),
    personality: text().notNull(),
    provider: text().notNull(),
    model: text().notNull(),
    payer: text().notNull(),
    exposure: text().notNull(),
    outcome: text().notNull(),
    tokensIn: integer().notNull(),
    tokensCached: integer().notNull(),
    tokensOut: integer().notNull(),
    /** NULL: nobody knows. */
    costMicro: integer(),
    /** NULL: no text came. */
    firstMs: integer(),
    totalMs: integer().notNull(),
    at: integer().notNull(),
  },
  (table) => [
    index('attempts_at').on(table.at),
    index('attempts_person').on(table.person, table.at),
    index('attempts_room').on(table.room, table.at),
    index('attempts_personality').on(table.personality, table.at),
    index('attempts_provider').on(table.provider, table.at),
    index('attempts_turn').on(table.turn).where(isNotNull(table.turn)),
  ],
);

export const facts = sqliteTable(
  'facts',
  {
    id: text().primaryKey(),
    subject: text().notNull(),
    personality: text(),
    text: text().notNull(),
    audience: text().notNull(),
    exposure: text().notNull(),
    rating: text().notNull(),
    state: text().notNull(),
    pinned: integer({ mode: 'boolean' }).notNull().default(false),
    validFrom: integer().notNull(),
    validTo: integer(),
    supersededBy: text(),
    /** As in messages. */
    hidden: text(),
  },
  (table) => [
    index('facts_subject').on(table.subject, table.audience),
    index('facts_hidden').on(table.hidden).where(isNotNull(table.hidden)),
  ],
);

/** What was hidden by one forget, until it is shredded. */
export const hiddenBatches = sqliteTable(
  'hidden_batches',
  { id: text().primaryKey(), person: text().notNull(), due: integer().notNull() },
  (table) => [index('hidden_batches_due').on(table.due)],
);

export const evidence = sqliteTable('evidence', { fact: text().notNull(), message: text().notNull(), quote: text().notNull() }, (table) => [
  primaryKey({ columns: [table.fact, table.message] }),
  index('evidence_message').on(table.message),
]);

export const recallLog = sqliteTable(
  'recall_log',
  { reply: text().notNull(), item: text().notNull(), score: integer().notNull() },
  (table) => [primaryKey({ columns: [table.reply, table.item] }), index('recall_log_item').on(table.item)],
);

export const actions = sqliteTable(
  'actions',
  {
    token: text().primaryKey(),
    call: text().notNull(),
    owner: text(),
    room: integer().notNull(),
    /** The message it stands under: forgotten with it. */
    message: text(),
    expiresAt: integer().notNull(),
  },
  (table) => [index('actions_expiry').on(table.expiresAt), index('actions_message').on(table.message).where(isNotNull(table.message))],
);

export const providerHealth = sqliteTable('provider_health', {
  scope: text().primaryKey(),
  state: text().notNull(),
  changedAt: integer().notNull(),
});

/** The engine's own small notes; JSON. */
export const marks = sqliteTable('marks', { key: text().primaryKey(), value: text().notNull() });

export const adapterState = sqliteTable(
  'adapter_state',
  { adapter: text().notNull(), key: text().notNull(), value: text().notNull() },
  (table) => [primaryKey({ columns: [table.adapter, table.key] })],
);
