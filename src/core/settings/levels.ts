/** Where a setting may be made, the strongest first (design section 5). */
export const levels = ['call', 'person', 'personality', 'thread', 'room', 'community', 'operator'] as const;
export type Level = (typeof levels)[number];

/** Levels that are kept in the store; a call's own values never are. */
export type StoredLevel = Exclude<Level, 'call'>;

/** The owner of what the operator decides. */
export const operatorOwner = 'bot';
