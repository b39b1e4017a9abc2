import type { Action } from '../../answers/action.ts';
import { wishFor } from '../../turns/wish-for.ts';
import { answering } from '../answering.ts';
import type { Call } from '../call.ts';
import type { CommandPart } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { miaTexts } from './texts.ts';

export default {
  summary: {
    en: 'Start here: who answers in this place, what I can see, and what I can do for you.',
    de: 'Fang hier an: wer hier antwortet, was ich sehe und was ich für dich tun kann.',
  },
  examples: ['mia'],
  options: [],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { tell, clock } = needs;
    const { roomKind, missingRights = [] } = call.caller;
    const { name } = await answering(needs, call.caller);
    const action = (label: string, command: string): Action => ({ label, icon: 'show', press: { command, args: {} }, by: 'asker' });
    yield {
      kind: 'panel',
      id: clock.id(),
      revision: 0,
      title: tell(miaTexts[`title-${roomKind}`], { name }),
      parts: [
        { title: '', body: await modelLine(call, needs, name) },
        { title: tell(miaTexts.talk, {}), body: tell(miaTexts[`talk-${roomKind}`], {}) },
        { title: tell(miaTexts.see, {}), body: tell(miaTexts[`see-${roomKind}`], {}) },
        { title: tell(miaTexts.do, {}), body: tell(miaTexts['do-body'], {}) },
        ...(missingRights.length === 0
          ? []
          : [
              {
                title: tell(miaTexts.missing, { count: missingRights.length }),
                body: missingRights.map((right) => `· ${right}`).join('\n'),
              },
            ]),
      ],
      actions: [
        action(tell(miaTexts.who, {}), 'personality browse'),
        action(tell(miaTexts.why, {}), 'memory why'),
        action(tell(miaTexts.tour, {}), 'tour'),
      ],
    };
  },
} satisfies CommandPart;

async function modelLine({ caller }: Call, needs: CommandNeeds, name: string): Promise<string> {
  const { models, settings, tell } = needs;
  const here = await settings.resolve({ person: caller.person, room: caller.room });
  try {
    const chosen = models.choose(await wishFor({ ...needs, cloud: needs.host.cloud }, { person: caller.person, settings: here }));
    const exposure = chosen.model.exposure ?? chosen.provider.exposure;
    return tell(miaTexts[exposure], { name, model: chosen.model.id, provider: chosen.provider.name });
  } catch {
    return tell(miaTexts.nobody, { name });
  }
}
