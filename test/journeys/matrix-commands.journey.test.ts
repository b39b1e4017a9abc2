import { describe, expect, it } from 'vitest';
import type { Seat } from '../twins/matrix/actors/seat.ts';
import { questionOf } from '../twins/model/model-server.ts';
import { counting, echo, promptText } from './behaviours.ts';
import { onMatrix } from './matrix-bot.ts';
import { gate } from './with-model.ts';

/** The number of a field on a form's card. */
const numberOf = (card: string, label: string): string => new RegExp(`^\\s*(\\d+) +${label}:`, 'm').exec(card)?.[1] ?? '?';

/** Ren, made by typing. */
async function makesRen({ dm }: { readonly dm: Seat }): Promise<void> {
  dm.says('/personality create Ren "Ren repairs clocks."');
  await dm.sees(/Ren is here and yours alone/);
}

describe('commands on Matrix', () => {
  it('are typed as !mia anywhere and after / in a DM; a slip of the keyboard is asked back; her own words are notices', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const den = twin.room('den');
    const ada = twin.user('ada');
    await start();
    ada.dm.says('/hlep');
    expect((await ada.dm.sees('Did you mean /help?')).kind).toBe('m.notice');
    ada.dm.says('/help');
    expect((await ada.dm.sees(/Just write/)).kind).toBe('m.notice');
    ada.in(den).says('!mia hepl');
    const asked = await den.sees('Did you mean /help?');
    ada.in(den).says('/help');
    ada.in(den).says('!mia help');
    const help = await den.sees(/Mention me or reply to me/, { after: asked });
    await den.settles();
    expect(den.messages().filter(({ text }) => /Mention me/.test(text))).toEqual([help]);
    expect(model.requests).toEqual([]);
    twin.noRefusals();
    twin.noPings();
  });

  it('silence her only by whoever decides in the room', async () => {
    const { twin, start } = await onMatrix(echo);
    const den = twin.room('den');
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    den.gives(ada, 100);
    await start();
    bob.in(den).says('!mia room quiet 1h');
    await den.sees(/Only a moderator of this room may do that/);
    ada.in(den).says('!mia room quiet 1h');
    await den.sees(/I am quiet here until/);
    twin.noRefusals();
  });

  it('stop an answer: what is there stays, and nothing of the rest is shown', async () => {
    const held = gate();
    const { twin, start } = await onMatrix(async ({ text, finish }) => {
      text('Once upon a time');
      await held.opened;
      text(' nobody stopped it.');
      finish();
    });
    const { dm } = twin.user('ada');
    await start();
    dm.says('tell me');
    const answer = await dm.sees('Once upon a time');
    twin.user('ada').reacts(answer, '⏹️');
    await dm.sees(/^Once upon a time\n⏹️$/);
    held.open();
    await dm.settles();
    expect(dm.transcript()).not.toContain('nobody stopped it');
    twin.noRefusals();
  });
});

describe('reactions on Matrix', () => {
  it('are buttons: the asker’s own sign asks anew, also after a restart, and leads back', async () => {
    const { twin, model, start } = await onMatrix(counting());
    const ada = twin.user('ada');
    const bot = await start();
    ada.dm.says('hello');
    const answer = await ada.dm.sees('answer 1');
    await ada.dm.settles();
    ada.reacts(answer, '🔁');
    expect((await ada.dm.sees('answer 2')).id).toBe(answer.id);
    await ada.dm.settles();
    expect(await bot.kill('SIGTERM')).toBe(0);
    await start();
    // Some apps leave out the sign that asks for the coloured form.
    ada.reacts(answer, '◀');
    expect((await ada.dm.sees('answer 1')).id).toBe(answer.id);
    await ada.dm.settles();
    ada.reacts(answer, '▶️');
    await ada.dm.sees('answer 2');
    expect(model.requests).toHaveLength(2);
    expect(ada.dm.room.messages(ada).filter(({ text }) => text.startsWith('answer'))).toHaveLength(1);
    twin.noRefusals();
  });

  it('by a stranger change nothing, and she says whose it is; by whoever may decide they count', async () => {
    const { twin, model, start } = await onMatrix(counting());
    const den = twin.room('den');
    const [ada, bob, mod] = [twin.user('ada'), twin.user('bob'), twin.user('mod')];
    den.gives(mod, 100);
    mod.in(den);
    await start();
    ada.in(den).mentions(twin.bot, 'hello');
    const answer = await den.sees('answer 1');
    await den.settles();
    bob.in(den);
    bob.reacts(answer, '🔁');
    await den.sees('belongs to ada');
    bob.reacts(answer, '🦊');
    await den.settles();
    expect([answer.text, model.requests.length]).toEqual(['answer 1', 1]);
    mod.reacts(answer, '🔁');
    await den.sees('answer 2');
    twin.noRefusals();
    twin.noPings();
  });

  it('an answer that came at once offers what can be done with it, and no Stop', async () => {
    const { twin, start } = await onMatrix(echo);
    const { dm } = twin.user('ada');
    await start();
    dm.says('hello');
    const answer = await dm.sees('You said: hello');
    await dm.settles();
    const keys = answer.reactions.map(({ key }) => key.replaceAll('\u{FE0F}', ''));
    expect(keys).toContain('🔁');
    expect(keys).not.toContain('⏹');
    twin.noRefusals();
  });
});

describe('forms on Matrix', () => {
  it('are cards with numbers, filled in by replies, reviewed and saved', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const ada = twin.user('ada');
    await start();
    await makesRen(ada);
    ada.dm.says('/personality edit Ren');
    const card = await ada.dm.sees(/^\s*\d+ +Tagline:/m);
    ada.dm.repliesTo(card, `${numberOf(card.text, 'Tagline')} Tick and tock`);
    const filled = await ada.dm.sees(/Tagline: Tick and tock/);
    ada.dm.repliesTo(filled, '999 nothing');
    await ada.dm.sees(/There is no field 999 here/);
    ada.dm.repliesTo(card, 'save');
    const review = await ada.dm.sees(/Tagline: .*Tick and tock[\s\S]*Save/, { after: filled });
    await ada.dm.settles();
    ada.reacts(review, '💾');
    await ada.dm.sees(/Saved: Ren[\s\S]*revision 2/);
    ada.dm.says('/personality show Ren');
    await ada.dm.sees(/Tick and tock[\s\S]*revision 2/);
    // Nothing that was typed into the form is talk: the only question is the sample's.
    expect(model.requests.map(questionOf).filter((question) => !question.includes('how was your day'))).toEqual([]);
    twin.noRefusals();
  });

  it('go out as an XML file and come back changed; the model reads the change', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const ada = twin.user('ada');
    await start();
    await makesRen(ada);
    ada.dm.says('/personality export Ren');
    await ada.dm.room.until('the file is there', () => ada.dm.room.messages().some(({ kind }) => kind === 'm.file'));
    const file = ada.dm.room.messages().find(({ kind }) => kind === 'm.file');
    const xml = await downloads(twin.url, { mxc: String(file?.content['url']), token: twin.registers('reader').accessToken });
    expect(xml).toContain('clocks');
    ada.dm.sendsFile({ name: 'ren.xml', contentType: 'application/xml', bytes: Buffer.from(xml.replaceAll('clocks', 'watches')) });
    await ada.dm.sees('Ren is at revision 2');
    ada.dm.says('/personality use Ren');
    await ada.dm.sees(/From now on Ren answers here/);
    ada.dm.says('who are you?');
    await ada.dm.sees('You said: who are you?');
    expect(promptText(model.requests.at(-1))).toContain('Ren repairs watches.');
    twin.noRefusals();
  });

  it('speak the language somebody has chosen', async () => {
    const { twin, start } = await onMatrix(echo);
    const { dm } = twin.user('ada');
    await start();
    dm.says('/me');
    const card = await dm.sees(/^\s*\d+ +Language:/m);
    dm.says(`${numberOf(card.text, 'Language')} German`);
    await dm.sees(/Language: (?!\(empty\))\S/);
    dm.says('save');
    await dm.sees(/Kept|Behalten/);
    dm.says('/help');
    await dm.sees(/Schreib einfach/);
    twin.noRefusals();
  });
});

async function downloads(url: string, { mxc, token }: { readonly mxc: string; readonly token: string }): Promise<string> {
  const path = `/_matrix/client/v1/media/download/${mxc.replace('mxc://', '')}`;
  return (await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).text();
}
