import { toBotError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { DiscordApi } from './api.ts';
import { toDiscordError } from './errors.ts';
import { nonceOf } from './nonce.ts';
import { plainPayload, small } from './outgoing.ts';
import type { People } from './people.ts';
import type { Refusals } from './permissions.ts';
import type { Say } from './say.ts';
import type { ShowParts } from './show.ts';
import { texts } from './texts.ts';

export interface TellingParts {
  readonly api: DiscordApi;
  readonly logger: Logger;
  readonly say: Say;
  readonly refusals: Refusals;
  readonly people: People;
}

/** Whoever asked where we may not answer learns, in private and once per place, what is missing and where it is given. */
export function tellMissingRights({ api, logger, say, refusals, people }: TellingParts): ShowParts['onRefused'] {
  return async (channel, surface, missing) => {
    const user = surface?.facts.user ?? people.lastIn(channel);
    if (user === undefined || !refusals.isNews(channel)) return;
    const locale = surface?.facts.locale ?? people.locale(user);
    const place = `<#${channel}>`;
    const sentence =
      missing.length === 0 || missing.includes('View Channel')
        ? say(locale, texts['no-access'], { place })
        : say(locale, texts['missing-rights'], { place, rights: missing.join(', ') });
    const payload = plainPayload(small(sentence));
    try {
      const said = await surface?.say(payload, { isPrivate: true });
      if (said === undefined) await api.send(await api.openDm(user), payload, { nonce: nonceOf(`rights-${channel}`) });
    } catch (thrown) {
      // They take no messages from us either: then the log has it.
      logger.info('discord-rights-not-told', { channel, code: toBotError(toDiscordError(thrown)).code });
    }
  };
}
