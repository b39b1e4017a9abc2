import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../bot/read-settings.ts';
import { discordSettings } from './settings.ts';

const read = (env: Record<string, string>) => readSettings(discordSettings, env);

describe('DISCORD_ALLOW and DISCORD_DENY', () => {
  it('are lists of places and people, spaces or not', () => {
    expect(read({ DISCORD_ALLOW: 'server:1, role:2,channel:3 ,dm,', DISCORD_DENY: 'user:4' })).toMatchObject({
      DISCORD_ALLOW: [{ kind: 'server', id: '1' }, { kind: 'role', id: '2' }, { kind: 'channel', id: '3' }, { kind: 'dm' }],
      DISCORD_DENY: [{ kind: 'user', id: '4' }],
    });
    expect(read({ DISCORD_ALLOW: '' }).DISCORD_ALLOW).toBeUndefined();
  });

  it.each([
    ['DISCORD_ALLOW', 'server:1,guild:2', ['"guild:2"']],
    ['DISCORD_DENY', 'everyone,user:ada', ['"everyone"', '"user:ada"']],
    ['DISCORD_ALLOW', ' , ', ['has no entry']],
  ])('are refused with what is wrong and what is right: %s=%s', (name, text, said) => {
    const refused = () => read({ [name]: text });
    expect(refused).toThrowError(expect.objectContaining({ code: 'settings-invalid', field: name }));
    for (const words of [name, ...said, 'server:ID, channel:ID, role:ID, user:ID or dm']) expect(refused).toThrowError(words);
  });
});
