import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { Command, CommandPart } from '../../../core/commands/command.ts';
import { createCommandBook, type NamedCommand } from '../../../core/commands/command-book.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { diffCommands } from './diff.ts';
import { type AppCommand, menuCommand, toAppCommands } from './slash-commands.ts';

const say = createSay();
const text = (en: string) => ({ en, de: `${en} (de)` });

function command(more: Partial<Command> & Pick<Command, 'name'>): Command {
  return {
    summary: text(`does ${more.name}`),
    examples: [],
    options: [],
    access: 'anyone',
    lane: 'control',
    visible: 'asker',
    async *run() {
      yield { kind: 'text', body: '' };
    },
    ...more,
  };
}

const named = (path: string, more: Partial<Command> = {}): NamedCommand => ({ path, command: command({ name: path, ...more }) });
const app = (commands: readonly NamedCommand[], userInstall = true) => toAppCommands(commands, { say, userInstall });

/** As Discord gives it back. */
const registered = (list: readonly AppCommand[]): readonly APIApplicationCommand[] =>
  list.map(
    (one, index) =>
      ({
        name_localizations: null,
        description_localizations: null,
        default_member_permissions: null,
        dm_permission: true,
        nsfw: false,
        version: '9',
        application_id: '1',
        ...one,
        id: String(index + 1),
        contexts: [...(one.contexts ?? [])].reverse(),
      }) as unknown as APIApplicationCommand,
  );

describe('slash commands', () => {
  it('group subcommands under their first word, leave out what is only for the terminal, and speak German too', () => {
    const list = app([named('help'), named('memory show'), named('memory forget'), named('connect', { terminalOnly: true })]);
    expect(list.map(({ name }) => name)).toEqual(['help', 'memory']);
    expect(list[0]).toMatchObject({ type: 1, description: 'does help', description_localizations: { de: 'does help (de)' } });
    expect(list[1]).toMatchObject({
      options: [
        { type: 1, name: 'show' },
        { type: 1, name: 'forget' },
      ],
    });
  });

  it('have typed options', () => {
    const options = [
      { name: 'name', kind: 'word', summary: text('who'), required: true, completes: true, maxLength: 40 },
      { name: 'text', kind: 'text', summary: text('what'), maxLength: 20_000 },
      { name: 'level', kind: 'number', summary: text('how much'), min: 1, max: 5 },
      { name: 'scope', kind: 'choice', summary: text('where'), choices: [{ value: 'here', label: text('here') }], completes: true },
      { name: 'message', kind: 'flag', summary: text('if') },
      { name: 'file', kind: 'file', summary: text('a file') },
    ] as const;
    const [only] = app([named('help', { options })]);
    expect(only).toMatchObject({
      options: [
        { name: 'name', type: 3, required: true, autocomplete: true, max_length: 40 },
        { name: 'text', type: 3, max_length: 6000 },
        { name: 'level', type: 4, min_value: 1, max_value: 5 },
        { name: 'scope', type: 3, choices: [{ name: 'here', value: 'here', name_localizations: { de: 'here (de)' } }] },
        { name: 'message', type: 5 },
        { name: 'file', type: 11 },
      ],
    });
    expect(JSON.stringify(only)).not.toContain('"autocomplete":true,"choices"');
  });

  it('stand in menus under their own name, and lead back to their command', () => {
    const remember = named('memory remember', { menu: 'message', menuLabel: { en: 'Remember this', de: 'Merk dir das' } });
    const menu = app([remember]).find(({ type }) => type === 3);
    expect(menu).toMatchObject({ name: 'Remember this', name_localizations: { de: 'Merk dir das' } });
    expect(menuCommand('Remember this', [named('help'), remember], say)?.path).toBe('memory remember');
    expect(menuCommand('Something else', [remember], say)).toBeUndefined();
  });

  it('are for servers, DMs and people’s own installs, or for servers and DMs alone', () => {
    expect(app([named('help')])[0]).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
    expect(app([named('help')], false)[0]).toMatchObject({ contexts: [0, 1], integration_types: [0] });
  });

  it('all fit Discord, those of the engine', async () => {
    const folder = new URL('../../../core/commands/', import.meta.url);
    const folders = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    const parts = await Promise.all(
      folders.map(async ({ name }) => {
        const module = (await import(fileURLToPath(new URL(`${name}/index.ts`, folder)))) as { readonly default: CommandPart };
        return { ...module.default, name };
      }),
    );
    const list = app(createCommandBook(parts).all);
    expect(list.length).toBeGreaterThan(5);
    expect(list.filter(({ type }) => type === 1).length).toBeLessThanOrEqual(100);
    for (const one of list) {
      const isMenu = one.type !== 1;
      expect(one.name, one.name).toMatch(isMenu ? /^.{1,32}$/ : /^[a-z0-9_-]{1,32}$/);
      // All texts of one command, its choices' values included.
      expect(JSON.stringify(one).length, one.name).toBeLessThanOrEqual(16_000);
      expect(lengthOf(one), one.name).toBeLessThanOrEqual(8_000);
    }
  });
});

/** Discord's own measure: names, descriptions and values, the longest localization each. */
function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + lengthOf(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const entries = Object.entries(value);
  return entries.reduce(
    (sum, [key, inner]) => sum + (typeof inner === 'string' && /^(?:name|description|value)$/.test(key) ? inner.length : lengthOf(inner)),
    0,
  );
}

describe('registration', () => {
  const commands = [
    named('help', { options: [{ name: 'name', kind: 'word', summary: text('who'), completes: true }] }),
    named('memory show'),
    named('memory why', { menu: 'message' }),
  ];

  it('writes nothing the second time', () => {
    expect(diffCommands(registered(app(commands)), app(commands))).toEqual({ create: [], change: [], drop: [] });
  });

  it.each<[string, (list: AppCommand[]) => AppCommand[], { create: number; change: number; drop: number }]>([
    ['a new command', (list) => list.slice(1), { create: 1, change: 0, drop: 0 }],
    ['a command that is gone', (list) => [...list, { name: 'old', description: 'old' }], { create: 0, change: 0, drop: 1 }],
    [
      'a changed description',
      (list) => list.map((one) => (one.type === 1 ? { ...one, description: 'old' } : one) as AppCommand),
      { create: 0, change: 2, drop: 0 },
    ],
    [
      'a changed translation',
      ([first, ...rest]) => [{ ...first, description_localizations: { de: 'alt' } } as AppCommand, ...rest],
      { create: 0, change: 1, drop: 0 },
    ],
    ['changed places', (list) => list.map((one) => ({ ...one, contexts: [0] }) as AppCommand), { create: 0, change: 3, drop: 0 }],
    [
      'an option more',
      ([first, ...rest]) => [{ ...first, options: [] } as unknown as AppCommand, ...rest],
      { create: 0, change: 1, drop: 0 },
    ],
  ])('writes only %s', (_what, before, counts) => {
    const changes = diffCommands(registered(before([...app(commands)])), app(commands));
    expect({ create: changes.create.length, change: changes.change.length, drop: changes.drop.length }).toEqual(counts);
  });
});
