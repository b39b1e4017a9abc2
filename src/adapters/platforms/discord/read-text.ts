/** Who and what the marks in a text stand for. */
export interface NamesIn {
  /** The bot's own user id and name. */
  readonly self: { readonly id: string; readonly name: string };
  user(id: string): string | undefined;
  role(id: string): string | undefined;
  channel(id: string): string | undefined;
}

/**
 * A text as people read it: marks for people, roles, channels, emoji and commands become words. The bot's own mention is left out where it
 * only says whom the message is for, at either end.
 */
export function readText(content: string, names: NamesIn): string {
  const own = `<@!?${names.self.id}>`;
  return content
    .replace(new RegExp(`^(?:\\s*${own}[\\s,:;.!?]*)+(?=\\S|$)`), '')
    .replace(new RegExp(`(?:[\\s,]*${own})+(?<end>[.!?…]*)\\s*$`), '$<end>')
    .replace(/<@!?(?<id>\d+)>/g, (whole, id: string) => (id === names.self.id ? `@${names.self.name}` : at('@', names.user(id), whole)))
    .replace(/<@&(?<id>\d+)>/g, (whole, id: string) => at('@', names.role(id), whole))
    .replace(/<#(?<id>\d+)>/g, (whole, id: string) => at('#', names.channel(id), whole))
    .replace(/<a?(?<name>:\w+:)\d+>/g, '$<name>')
    .replace(/<(?<command>\/[^:>\n]+):\d+>/g, '$<command>')
    .trim();
}

/** A mark we know no name for stays as it is: better strange than wrong. */
const at = (sign: string, name: string | undefined, whole: string): string => (name === undefined ? whole : `${sign}${name}`);
