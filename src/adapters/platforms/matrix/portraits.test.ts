import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MatrixStage, type MatrixStageOptions, startMatrixStage, tokenOf } from '../../../../test/fakes/matrix-stage.ts';
import { png, pngOf } from '../../../../test/fakes/picture-samples.ts';
import { replyOf } from '../../../../test/fakes/sample-outgoing.ts';
import type { Room } from '../../../../test/twins/matrix/actors/room.ts';
import { type MatrixTwin, startMatrix } from '../../../../test/twins/matrix/matrix-twin.ts';
import type { Picture } from '../../../core/pictures/picture.ts';
import type { OutgoingReply, Target } from '../../../core/ports/platform.ts';

let twin: MatrixTwin;
const stages: MatrixStage[] = [];
const pictures = new Map<string, Picture>();
const [day, night] = ['a'.repeat(64), 'b'.repeat(64)];

async function start(options: MatrixStageOptions = {}): Promise<MatrixStage> {
  const stage = await startMatrixStage(twin, { picture: async (hash) => pictures.get(hash), ...options });
  stages.push(stage);
  return stage;
}

beforeEach(async () => {
  twin = await startMatrix();
  pictures.set(day, { mime: 'image/png', bytes: png });
  pictures.set(night, { mime: 'image/png', bytes: pngOf(300) });
});
afterEach(async () => {
  for (const { platform } of stages.splice(0)) await platform.stop();
  await twin.close();
  twin.noPings();
});

/** Juno's words, with what she shows herself as. */
const junoSays = (text: string, portrait?: string): OutgoingReply => ({
  ...replyOf(text),
  personality: { id: 'juno', name: 'Juno', ...(portrait === undefined ? {} : { portrait }) },
});
const uploads = () => twin.asked.filter(({ route, status }) => route.endsWith('/media/v3/upload') && status === 200);
const faceIn = (room: Room) => room.state('m.room.member', twin.bot.id) ?? {};
const avatarIn = (room: Room): string | undefined => {
  const avatar = faceIn(room)['avatar_url'];
  return typeof avatar === 'string' ? avatar : undefined;
};

async function download(address: string): Promise<Uint8Array> {
  const { accessToken } = twin.logIn();
  const url = `${twin.url}/_matrix/client/v1/media/download/${address.slice('mxc://'.length)}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } });
  return new Uint8Array(await response.arrayBuffer());
}

/** The picture that the account itself shows, as its operator sets it in any client. */
async function setAccountPicture(address: string): Promise<void> {
  const { accessToken } = twin.logIn();
  const response = await fetch(`${twin.url}/_matrix/client/v3/profile/${encodeURIComponent(twin.bot.id)}/avatar_url`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ avatar_url: address }),
  });
  expect(response.status).toBe(200);
}

interface Talk {
  readonly stage: MatrixStage;
  readonly room: Room;
  readonly target: Target;
}

async function inPrivate(options: MatrixStageOptions = {}): Promise<Talk> {
  const stage = await start(options);
  const { dm } = twin.user('ada');
  dm.says('hello');
  const { room } = await stage.heard('message');
  return { stage, room: dm.room, target: { room } };
}

describe('the portrait of a personality', () => {
  it('is shown with its name where two are alone, brought to the homeserver once, and gives way to the account’s when it is removed', async () => {
    const session = tokenOf(twin);
    const { stage, room, target } = await inPrivate({ session });
    await setAccountPicture('mxc://twin/account');
    await room.until('the account’s is seen', () => avatarIn(room) === 'mxc://twin/account');
    await room.settles();
    await stage.platform.send(target, junoSays('Ahoy.', day), 'k1');
    await room.until('she looks like Juno', () => faceIn(room)['displayname'] === 'Juno');
    const address = avatarIn(room) ?? '';
    expect(await download(address)).toEqual(png);
    await stage.platform.send(target, junoSays('And again.', day), 'k2');
    await room.settles();
    await stage.platform.stop();
    const second = await start({ session, kept: stage.kept, claimed: new Set(stage.events.map(({ id }) => id)) });
    await second.platform.send(target, junoSays('By night.', night), 'k3');
    await room.until('she looks like the other', () => avatarIn(room) !== address);
    expect(await download(avatarIn(room) ?? '')).toEqual(pngOf(300));
    await second.platform.send(target, junoSays('By day.', day), 'k4');
    await room.until('she looks as before', () => avatarIn(room) === address);
    expect(uploads()).toHaveLength(2);
    await second.platform.send(target, junoSays('Without.'), 'k5');
    await room.until('the account’s is back', () => avatarIn(room) === 'mxc://twin/account');
    expect(faceIn(room)['displayname']).toBe('Juno');
    twin.noRefusals();
  });

  it('goes when a third comes, also where the account has no picture', async () => {
    const { stage, room, target } = await inPrivate();
    await stage.platform.send(target, junoSays('Ahoy.', day), 'k1');
    await room.until('she looks like Juno', () => avatarIn(room) !== undefined);
    twin.user('bob').in(room);
    await stage.heard('members');
    await room.settles();
    await stage.platform.send(target, junoSays('Now we are three.', day), 'k2');
    await room.until('she looks like herself', () => avatarIn(room) === undefined);
    expect(faceIn(room)).toEqual({ membership: 'join', displayname: 'Mia' });
    twin.noRefusals();
  });

  it('stands in the profile of each message in a room, as soon as it is there: no word waits for it', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    ada.mentions(twin.bot, 'hello');
    const { room } = await stage.heard('message');
    const gate = twin.hold(/\/media\/v3\/upload/);
    await stage.platform.send({ room }, junoSays('The first.', day), 'k1');
    const profileOf = (text: string): unknown =>
      ada.room.messages().find((one) => one.text.includes(text))?.event.data.content['com.beeper.per_message_profile'];
    expect(profileOf('The first.')).toEqual({ id: 'juno', displayname: 'Juno', has_fallback: true });
    gate.open();
    await ada.room.settles();
    for (let round = 0; round < 500 && ![...stage.kept.keys()].some((key) => key.startsWith('portrait/')); round += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await stage.platform.send({ room }, junoSays('The second.', day), 'k2');
    expect(profileOf('The second.')).toMatchObject({ displayname: 'Juno', avatar_url: expect.stringMatching(/^mxc:\/\/twin\/./) });
    expect(avatarIn(ada.room)).toBeUndefined();
    twin.noRefusals();
  });

  it('that is gone, or that the server does not take, costs nothing but itself, and is not offered again', async () => {
    const { stage, room, target } = await inPrivate();
    twin.fault({ kind: 'refuse', on: /\/media\/v3\/upload/, status: 413, errcode: 'M_TOO_LARGE' });
    await stage.platform.send(target, junoSays('Ahoy.', day), 'k1');
    await room.until('she is called Juno', () => faceIn(room)['displayname'] === 'Juno');
    pictures.delete(night);
    await stage.platform.send(target, junoSays('And again.', day), 'k2');
    await stage.platform.send(target, junoSays('By night.', night), 'k3');
    await room.settles();
    expect(faceIn(room)).toEqual({ membership: 'join', displayname: 'Juno' });
    expect(twin.asked.filter(({ route }) => route.endsWith('/media/v3/upload'))).toHaveLength(1);
  });
});
