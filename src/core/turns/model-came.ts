import { againEvent } from '../events/again-event.ts';
import type { RoomId } from '../ids.ts';
import type { Health } from '../ports/provider.ts';
import { shorten } from '../texts/clip.ts';
import type { TurnTools } from './turn-tools.ts';

/** A model has come: whoever asked while there was none is told and answered; the operator at the machine is told in any case. */
export async function modelCame(tools: TurnTools, { summary, news = summary }: Health & { readonly state: 'up' }): Promise<void> {
  const { parts } = tools;
  const told = new Set<RoomId>();
  for (const { turn, message: id } of tools.openQuestions.take()) {
    const message = await parts.store.history.message(id);
    if (message === undefined || message.forgotten) continue;
    const isQuestion = message.author.kind === 'participant' || message.parent === undefined;
    const asked = isQuestion ? message : await parts.store.history.message(message.parent ?? '');
    const question = asked === undefined || asked.text === '' ? '…' : shorten(asked.text, 80);
    const words = parts.say(await tools.language(turn), news, {});
    await tools.show(turn, {
      kind: 'notice',
      to: tools.causeOf(turn),
      text: await tools.text(turn, 'model-here', { summary: words, question }),
    });
    told.add(turn.event.room);
    await tools.takeUp(againEvent(turn, message, parts.clock.now()));
  }
  for (const platform of parts.platforms) {
    // The operator's own room at the machine is called after them.
    const { operator: room } = platform.facts;
    if (room === undefined || told.has(room)) continue;
    const known = await parts.store.rooms.person(room);
    const language = known?.locale ?? 'en';
    const text = parts.say(language, 'model-here-idle', { summary: parts.say(language, news, {}) });
    await platform
      .send({ room }, { kind: 'notice', to: null, text }, parts.clock.id())
      .catch(() => parts.logger.debug('model-not-announced', { platform: platform.name }));
  }
}
