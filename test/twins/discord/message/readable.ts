import { type APIButtonComponent, type APIMessage, type APISelectMenuComponent, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { everyPart } from '../schemas/component.ts';
import { embedTexts } from '../schemas/embed.ts';

/** All that a person reads of a message, in reading order. */
export function readable(data: APIMessage): string {
  const displays = everyPart(data.components).flatMap((part) => (part.type === ComponentType.TextDisplay ? [part.content] : []));
  return [data.content, ...data.embeds.flatMap(embedTexts), ...displays].filter((text) => text !== '').join('\n');
}

export const buttonsOf = (data: APIMessage): readonly APIButtonComponent[] =>
  everyPart(data.components).filter((part): part is APIButtonComponent => part.type === ComponentType.Button);

export const selectsOf = (data: APIMessage): readonly APISelectMenuComponent[] =>
  everyPart(data.components).filter(
    (part): part is APISelectMenuComponent =>
      part.type === ComponentType.StringSelect || (part.type >= ComponentType.UserSelect && part.type <= ComponentType.ChannelSelect),
  );

/** What stands on a button. */
export function labelOf(button: APIButtonComponent): string {
  if (button.style === ButtonStyle.Premium) return 'premium';
  return [button.emoji?.name, button.label].filter((part) => part !== undefined && part !== null && part !== '').join(' ');
}
