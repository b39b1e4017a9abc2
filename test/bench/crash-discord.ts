import { toRef } from '../../src/adapters/platforms/discord/refs.ts';
import type { Seat } from '../twins/discord/actors/seat.ts';
import { type DiscordTwin, startDiscord } from '../twins/discord/discord-twin.ts';
import { type CrashSeat, crashPlatform } from './crash-platform.ts';
import { answersWith, finished, wordsOf } from './shown-answer.ts';

/** The same over Discord: three DMs and three channels go on talking while the bot is killed, away and started again. */
export async function crashDiscord({ kills = 20 }: Readonly<Record<string, number>>): Promise<object> {
  const twin = await startDiscord();
  const den = twin.guild('Den');
  const dms = ['ada', 'ben', 'cleo'].map((name) => twin.user(name).dm);
  const channels = ['dan', 'eve', 'fay'].map((name, index) => twin.user(name).in(den.channel(`room${index}`)));
  const server = {
    platform: 'discord',
    env: { DISCORD_TOKEN: twin.token, DISCORD_API_URL: twin.api },
    seats: [...dms, ...channels].map((seat) => toCrashSeat(twin, seat)),
    noRefusals: () => twin.noRefusals(),
    close: () => twin.close(),
  };
  return crashPlatform(server, kills);
}

const toCrashSeat = (twin: DiscordTwin, seat: Seat): CrashSeat => ({
  async say(text) {
    const { id, channelId } = await (seat.room.channel.guildId === undefined ? seat.says(text) : seat.mentions(twin.bot, text));
    return { event: id, ref: toRef({ channel: channelId, message: id }), rooms: [`discord:${channelId}`] };
  },
  answers: (tag) => answersWith(seat.room, tag).map(wordsOf),
  finished: (tag, patienceMs) => finished(seat.room, tag, patienceMs),
  transcript: () => seat.room.transcript(),
});
