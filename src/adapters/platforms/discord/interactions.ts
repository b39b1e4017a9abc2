import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIAttachment,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmitInteraction,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import { mostChoices } from '../../../core/answers/choice.ts';
import { toPictureText, toUnreadText } from '../../../core/answers/file-text.ts';
import type { NamedCommand } from '../../../core/commands/command-book.ts';
import { toBotError } from '../../../core/errors.ts';
import type { EventBody, InboundEvent, Inbox } from '../../../core/events/inbound-event.ts';
import type { ParticipantId, Ref, RoomId } from '../../../core/ids.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { Complete } from '../../../core/ports/platform.ts';
import { finished } from '../../../core/texts/finished.ts';
import type { DiscordApi } from './api.ts';
import { decodeFile, type FetchFile } from './attachments.ts';
import { cut } from './buttons.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { apiCode } from './errors.ts';
import { faultyFields, toFormPanel } from './form-panel.ts';
import { readModal, type Submitted, toFixModal, toSectionModal } from './modals.ts';
import { nonceOf } from './nonce.ts';
import { type OpenForms, refusedPicture, valuesOf } from './open-forms.ts';
import { plainPayload, small } from './outgoing.ts';
import type { People } from './people.ts';
import { interactionEnvelope, knockOf, type Origin, originOf, readCommand, readTyping } from './read-interaction.ts';
import type { Say } from './say.ts';
import { menuCommand } from './slash-commands.ts';
import type { Surface } from './surface.ts';
import type { Surfaces } from './surfaces.ts';
import { texts } from './texts.ts';
import { turnAway } from './turn-away.ts';

/** What may open a window is not acknowledged before something is there to show, or so long has passed; Discord gives three seconds. */
const holdMs = { form: 1_800, press: 1_200 };
/** A file that comes with a command: whatever its reader takes. */
const largestFile = 3 * 1024 * 1024;
const longestChoice = 100;

export interface InteractionParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly say: Say;
  readonly account: ParticipantId;
  readonly surfaces: Surfaces;
  readonly forms: OpenForms;
  readonly people: People;
  readonly doorkeeper: Doorkeeper;
  readonly fetchFile: FetchFile;
  readonly inbox: Inbox;
  readonly complete: Complete;
  commands(): readonly NamedCommand[];
  /** The text a menu was opened on; it is nobody's to keep. */
  onQuote(room: RoomId, target: Ref, text: string): void;
}

/** Takes every interaction: acknowledges it before anything else, then hands it over as what it means. One router, by the id's first letter. */
export function createInteractions(parts: InteractionParts): (interaction: APIInteraction) => void {
  const { api, logger, say, account, surfaces, forms } = parts;

  function take(interaction: APIInteraction): void {
    const origin = originOf(interaction);
    if (origin === undefined) return;
    // What is not known has to be asked for, and there is no time for that: it stays closed.
    if (parts.doorkeeper.look(knockOf(interaction, origin)) !== 'open') return run(turnAway(interaction, parts));
    if ('locale' in interaction) parts.people.sawInteraction(origin, interaction.locale);
    switch (interaction.type) {
      case InteractionType.ApplicationCommandAutocomplete:
        return run(suggest(interaction, origin));
      case InteractionType.ApplicationCommand:
        return run(takeCommand(interaction, origin));
      case InteractionType.MessageComponent:
        return run(takeComponent(interaction, origin));
      case InteractionType.ModalSubmit:
        return run(takeModal(interaction, origin));
      default:
        return;
    }
  }

  function run(work: Promise<void>): void {
    work.catch((thrown: unknown) => logger.error('discord-interaction-failed', { code: toBotError(thrown).code, api: apiCode(thrown) }));
  }

  function openSurface(interaction: APIInteraction, origin: Origin, more: Partial<Surface['facts']> = {}): Surface {
    return surfaces.open({
      id: interaction.id,
      token: interaction.token,
      at: parts.clock.now(),
      room: origin.room,
      channel: origin.channel,
      user: origin.user.id,
      ...('locale' in interaction ? { locale: interaction.locale } : {}),
      ...(origin.guild === undefined ? {} : { guild: origin.guild }),
      isForeign: origin.isForeign,
      isPrivate: origin.isForeign,
      ...more,
    });
  }

  async function handOver(
    interaction: APIInteraction,
    origin: Origin,
    { body, surface }: { readonly body: EventBody; readonly surface: Surface },
  ): Promise<void> {
    const event: InboundEvent = { ...interactionEnvelope(interaction, origin, account), ...body };
    try {
      await parts.inbox(event);
    } catch (thrown) {
      logger.error('discord-event-not-claimed', { code: toBotError(thrown).code });
      await tell(surface, say(surface.facts.locale, texts['not-taken'], {}));
    }
  }

  /** Where an interaction has no place for more words, as in a DM beside the message it came from, they go into the channel. */
  async function tell(surface: Surface, sentence: string): Promise<void> {
    const payload = plainPayload(small(sentence));
    const said = await surface.say(payload, { isPrivate: true });
    const { id, channel, guild, isForeign } = surface.facts;
    if (said === undefined && guild === undefined && !isForeign) await api.send(channel, payload, { nonce: nonceOf(`tell-${id}`) });
  }

  async function suggest(interaction: APIApplicationCommandAutocompleteInteraction, { room, user }: Origin): Promise<void> {
    const typed = readTyping(interaction);
    const typing = { room, participant: `discord:${user.id}` as const, locale: interaction.locale };
    const found = typed === undefined ? [] : await parts.complete({ ...typing, ...typed }).catch(() => []);
    const choices = found
      .filter(({ value }) => value.length > 0 && value.length <= longestChoice)
      .slice(0, mostChoices)
      .map(({ value, label }) => ({ name: cut(label === '' ? value : label, longestChoice), value }));
    // Too late is no harm: the person types on.
    await api
      .respond(interaction, { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } })
      .catch((thrown: unknown) => logger.debug('discord-suggestion-late', { api: apiCode(thrown) }));
  }

  async function takeCommand(interaction: APIApplicationCommandInteraction, origin: Origin): Promise<void> {
    const called = readCommand(interaction);
    if (called === undefined) return;
    const named =
      called.kind === 'menu' ? menuCommand(called.name, parts.commands(), say) : parts.commands().find(({ path }) => path === called.path);
    const isPrivate = origin.isForeign || (origin.guild !== undefined && named?.command.visible !== 'room');
    const surface = openSurface(interaction, origin, { isPrivate });
    // Before the commands are known it might be any.
    const mayOpen = named === undefined || named.command.opens === 'form';
    surface.begin('thinking', mayOpen ? holdMs.form : undefined);
    if (called.kind === 'menu') {
      if (called.target !== undefined && called.quote !== undefined) parts.onQuote(origin.room, called.target, called.quote);
      const target = called.target === undefined ? {} : { target: called.target };
      return handOver(interaction, origin, {
        body: { kind: 'command', call: { command: named?.path ?? called.name, args: {} }, ...target },
        surface,
      });
    }
    const files = await Promise.all(called.files.map(async ({ option, file }) => [option, await contentOf(file)] as const));
    const args = { ...called.args, ...Object.fromEntries(files) };
    return handOver(interaction, origin, { body: { kind: 'command', call: { command: called.path, args } }, surface });
  }

  /** A file as the text that goes on for it. */
  async function contentOf({ url, filename: name, size }: APIAttachment, isPicture = false): Promise<string> {
    const bytes = await parts.fetchFile(url, largestFile);
    const unread = toUnreadText({ name, size });
    if (bytes === undefined) return unread;
    return toPictureText({ name, bytes }) ?? (isPicture ? unread : (decodeFile(bytes) ?? unread));
  }

  async function takeComponent(interaction: APIMessageComponentInteraction, origin: Origin): Promise<void> {
    const [kind, token = '', which = ''] = interaction.data.custom_id.split(':');
    const isOnly = ((interaction.message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    const onMessage = { isPrivate: isOnly || origin.isForeign, message: interaction.message.id };
    if (kind === 'a') {
      const surface = openSurface(interaction, origin, onMessage);
      surface.begin('updating', holdMs.press);
      return handOver(interaction, origin, { body: { kind: 'press', token }, surface });
    }
    const open = forms.get(token);
    if (open !== undefined && open.owner !== origin.user.id) return refuse(interaction, origin, texts['not-yours']);
    if (kind === 'v') return save(interaction, origin, { id: token, onMessage });
    if (open === undefined) return reopen(interaction, origin, { id: token, onMessage, section: kind === 's' ? Number(which) : undefined });
    const view = { say, locale: interaction.locale };
    if (kind === 's') return show(interaction, toSectionModal(open.form, Number(which), view));
    if (kind === 'x') return show(interaction, toFixModal(open.form, faultyFields(open.form), view));
  }

  async function show(interaction: APIInteraction, data: APIModalInteractionResponseCallbackData): Promise<void> {
    await api.respond(interaction, { type: InteractionResponseType.Modal, data });
  }

  async function refuse(
    interaction: APIInteraction,
    origin: Origin,
    sentence: { readonly en: string; readonly de: string },
  ): Promise<void> {
    const surface = openSurface(interaction, origin);
    await tell(surface, say(surface.facts.locale, sentence, {}));
  }

  type OnMessage = { readonly isPrivate: boolean; readonly message: string };

  /** A former run opened that form: its command opens it anew, with what was kept of it. */
  async function reopen(
    interaction: APIMessageComponentInteraction,
    origin: Origin,
    { id, onMessage, section }: { readonly id: string; readonly onMessage: OnMessage; readonly section: number | undefined },
  ): Promise<void> {
    const surface = openSurface(interaction, origin, { ...onMessage, replaces: true, ...(section === undefined ? {} : { section }) });
    surface.begin('updating', holdMs.form);
    const trace = await forms.trace(id);
    if (trace?.again === undefined) return tell(surface, say(surface.facts.locale, texts['form-gone'], {}));
    if (trace.owner !== origin.user.id) return tell(surface, say(surface.facts.locale, texts['not-yours'], {}));
    await handOver(interaction, origin, { body: { kind: 'command', call: { command: trace.again, args: {} } }, surface });
  }

  /** Everything at once; after a restart the engine's draft has it all already. */
  async function save(
    interaction: APIMessageComponentInteraction,
    origin: Origin,
    { id, onMessage }: { readonly id: string; readonly onMessage: OnMessage },
  ): Promise<void> {
    const open = forms.get(id);
    const refused = open === undefined ? undefined : refusedPicture(open.form);
    if (refused !== undefined) return refuse(interaction, origin, finished(texts['picture-first'], { label: refused.label }));
    const surface = openSurface(interaction, origin, { ...onMessage, replaces: true });
    surface.begin('updating');
    const revision = open?.form.revision ?? (await forms.trace(id))?.revision;
    if (revision === undefined) return tell(surface, say(surface.facts.locale, texts['form-gone'], {}));
    const values = open === undefined ? {} : valuesOf(open.form);
    await handOver(interaction, origin, { body: { kind: 'formSubmitted', form: id, revision, values }, surface });
  }

  async function takeModal(interaction: APIModalSubmitInteraction, origin: Origin): Promise<void> {
    const [kind, id = '', which = ''] = interaction.data.custom_id.split(':');
    if (kind !== 'f') return;
    const message = interaction.message;
    const isOnly = message === undefined ? origin.guild !== undefined : ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    // A form that a former run opened cannot be drawn anew: its panel stays, with the Save button.
    const replaces = forms.get(id) !== undefined || which === 'only';
    const surface = openSurface(interaction, origin, {
      isPrivate: isOnly || origin.isForeign,
      ...(message === undefined ? {} : { message: message.id, replaces }),
    });
    surface.begin(message === undefined ? 'thinking' : 'updating');
    const submitted = await submittedValues(interaction, id);
    const { values } = submitted;
    const form = forms.fill(id, submitted, interaction.locale);
    const revision = form?.revision ?? (await forms.trace(id))?.revision;
    if (revision === undefined) return tell(surface, say(surface.facts.locale, texts['form-gone'], {}));
    const isWhole = which === 'only' || form?.sections.length === 1;
    if (isWhole) {
      const all = form === undefined ? values : { ...valuesOf(form), ...values };
      return handOver(interaction, origin, { body: { kind: 'formSubmitted', form: id, revision, values: all }, surface });
    }
    const body = { kind: 'formSubmitted', form: id, revision, values, isPartial: true } as const;
    await handOver(interaction, origin, { body, surface });
    // What was typed is with the engine by now; the panel shows it, or says that it is kept.
    const showsValues = surface.facts.isPrivate || origin.guild === undefined;
    if (form === undefined) await tell(surface, say(surface.facts.locale, texts['form-kept'], {}));
    else await surface.say(toFormPanel(form, { say, locale: interaction.locale, showsValues }), { isPrivate: true });
  }

  async function submittedValues({ data }: APIModalSubmitInteraction, id: string): Promise<Omit<Submitted, 'files'>> {
    const fields = forms.get(id)?.form.sections.flatMap((section) => section.fields) ?? [];
    const { values, files, untouched } = readModal(data, fields);
    const isPicture = (id: string): boolean => fields.find((field) => field.id === id)?.limits.picture === true;
    const contents = await Promise.all(files.map(async ({ field, file }) => [field, await contentOf(file, isPicture(field))] as const));
    return { values: { ...values, ...Object.fromEntries(contents) }, untouched };
  }

  return take;
}
