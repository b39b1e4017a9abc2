import type { Answer } from '../../answers/answer.ts';
import { type Call, textOf } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { roomTexts } from './texts.ts';

/** Sets what was said for this place, or says what holds when nothing was said. */
export async function switchSetting(
  call: Call,
  { store, clock, settings, tell }: CommandNeeds,
  key: 'replies' | 'streaming',
): Promise<Answer> {
  const { person, room, roomKind } = call.caller;
  const value = textOf(call, 'value');
  if (key === 'replies' && value === 'thread' && roomKind === 'dm') return { kind: 'text', body: tell(roomTexts['no-threads'], {}) };
  if (value !== undefined) await store.commit([{ write: 'setting', level: 'room', owner: room, key, value, at: clock.now() }]);
  const here = await settings.resolve({ person, room });
  const text = key === 'replies' ? roomTexts[`replies-${here.get('replies')}`] : roomTexts[`streaming-${here.get('streaming')}`];
  return { kind: 'text', body: tell<string>(text, {}) };
}
