/** `<platform>:<the platform's own id>`, e.g. `discord:123`, `matrix:@a:hs`, `terminal:ada`. Never a display name. */
export type ParticipantId = `${string}:${string}`;

/** `<platform>:<the platform's own place>`; a thread is a room of its own. */
export type RoomId = `${string}:${string}`;

/** What a platform calls something it has shown or received; opaque to the engine. */
export type Ref = string;

/** The platform in front of the first colon. */
export function platformOf(id: ParticipantId | RoomId): string {
  return id.slice(0, id.indexOf(':'));
}
