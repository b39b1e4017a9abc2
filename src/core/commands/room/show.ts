import type { Action } from '../../answers/action.ts';
import { answering } from '../answering.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { quietWords } from './quiet-words.ts';
import { roomTexts } from './texts.ts';

export const show: Command = {
  name: 'show',
  summary: roomTexts.show,
  examples: ['room show'],
  options: [],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { settings, tell, clock } = needs;
    const { person, room, roomKind, isRoomAdmin, hasThreads } = call.caller;
    const here = await settings.resolve({ person, room });
    const quiet = await quietWords(call, needs);
    const part = (title: string, lines: readonly string[]) => ({ title, body: lines.join('\n') });
    const action = (label: string, value: string): Action => ({
      ...{ label, icon: value === 'off' ? 'undo' : 'stop', by: 'asker' },
      press: { command: 'room quiet', args: { value } },
    });
    const streaming = tell<string>(roomTexts[`streaming-${here.get('streaming')}`], {});
    const replies = tell<string>(roomTexts[`replies-${here.get('replies')}`], {});
    const may = roomKind === 'dm' ? 'change-dm' : isRoomAdmin ? 'change-yes' : 'change-no';
    const change =
      quiet === undefined
        ? action(`${tell(roomTexts.quietly, {})} ${tell(roomTexts['1h'], {})}`, '1h')
        : action(tell(roomTexts.speak, {}), 'off');
    yield {
      kind: 'panel',
      id: clock.id(),
      revision: 0,
      title: tell(roomTexts.title, {}),
      parts: [
        part(tell(roomTexts.who, {}), [(await namesHere(call, needs)).join(', ')]),
        part(tell(roomTexts.when, {}), [quiet ?? tell(roomTexts[`when-${roomKind}`], {})]),
        part(tell(roomTexts.where, {}), hasThreads ? [replies, streaming] : [streaming]),
        part(tell(roomTexts.change, {}), [tell(roomTexts[may], {})]),
      ],
      actions: isRoomAdmin ? [change] : [],
    };
  },
};

/** Who answers, then whoever else the room has called in. */
async function namesHere({ caller }: Call, needs: CommandNeeds): Promise<readonly string[]> {
  const { settings, library } = needs;
  const host = await answering(needs, caller);
  const called = (await settings.resolve({ person: caller.person, room: caller.room })).get('cast').filter((id) => id !== host.id);
  const others = await Promise.all(called.map(async (id) => (await library.entry(id))?.name));
  return [host.name, ...others.filter((name) => name !== undefined)];
}
