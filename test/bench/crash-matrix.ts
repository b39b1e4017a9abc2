import type { Seat } from '../twins/matrix/actors/seat.ts';
import { startMatrix } from '../twins/matrix/matrix-twin.ts';
import { type CrashSeat, crashPlatform, lastWords } from './crash-platform.ts';

/** The same over Matrix: three DMs and three rooms go on talking while the bot is killed, away and started again. */
export async function crashMatrix({ kills = 20 }: Readonly<Record<string, number>>): Promise<object> {
  const twin = await startMatrix();
  const { accessToken, deviceId } = twin.logIn();
  const dms = ['ada', 'ben', 'cleo'].map((name) => twin.user(name).dm);
  const rooms = ['dan', 'eve', 'fay'].map((name, index) => twin.user(name).in(twin.room(`room${index}`)));
  const server = {
    platform: 'matrix',
    env: {
      MATRIX_HOMESERVER_URL: twin.url,
      MATRIX_USER: twin.bot.id,
      MATRIX_ACCESS_TOKEN: accessToken,
      MATRIX_DEVICE_ID: deviceId,
    },
    seats: [
      ...dms.map((seat) => toCrashSeat(seat, (text) => seat.says(text))),
      ...rooms.map((seat) => toCrashSeat(seat, (text) => seat.mentions(twin.bot, text))),
    ],
    noRefusals: () => twin.noRefusals(),
    close: () => twin.close(),
  };
  return crashPlatform(server, kills);
}

function toCrashSeat(seat: Seat, ask: (text: string) => { readonly id: string; readonly roomId: string }): CrashSeat {
  const { room } = seat;
  const answers = (tag: string): readonly string[] =>
    room.messages().flatMap(({ text }) => (text.split(' ')[0] === tag ? [text.trim()] : []));
  return {
    async say(text) {
      const { id, roomId } = ask(text);
      return { event: id, ref: id, rooms: [`matrix:${roomId}`] };
    },
    answers,
    finished: (tag, patienceMs) =>
      room.until(`${tag} stands whole`, () => answers(tag).some((text) => text.endsWith(lastWords)), patienceMs).catch(() => undefined),
    transcript: () => room.transcript(),
  };
}
