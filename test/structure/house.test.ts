import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { de } from '../../src/core/texts/de.ts';
import { en } from '../../src/core/texts/en.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const foldersIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
const sources = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));

describe('the house', () => {
  it('reads the environment in one file', () => {
    expect(sources.filter((file) => /process\.env|\benv\b.*from 'node:process'/.test(read(file)))).toEqual(['src/bot/config.ts']);
  });

  it('has an engine that knows no platform and no provider by name', () => {
    const names = [...foldersIn('src/adapters/platforms'), ...foldersIn('src/adapters/providers')];
    const literal = new RegExp(`['"\`](?:${names.join('|')})['"\`:]`);
    expect(names.length).toBeGreaterThan(1);
    expect(
      sources.filter((file) => file.startsWith('src/core/') && literal.test(read(file).replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, ''))),
    ).toEqual([]);
  });

  it('has small files', () => {
    const lengths = sources.map((file) => read(file).split('\n').length).toSorted((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(90);
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(250);
  });

  it('is drawn in the README as it stands', () => {
    const tree = /```tree\n(?<tree>[\s\S]*?)```/.exec(read('README.md'))?.groups?.['tree'] ?? '';
    const drawn: string[] = [];
    const path: string[] = [];
    for (const line of tree.split('\n').filter((text) => text.trim() !== '')) {
      const name = line.trim().split(/\s+/)[0] ?? '';
      const depth = (line.length - line.trimStart().length) / 2;
      path.splice(depth, path.length, name.replace(/\/$/, ''));
      if (name.endsWith('/')) drawn.push(path.join('/'));
    }
    expect(drawn.filter((folder) => !statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory())).toEqual([]);
    const real = ['src', 'test'].flatMap((top) => [top, ...foldersIn(top).map((name) => `${top}/${name}`)]);
    expect(real.filter((folder) => !drawn.includes(folder))).toEqual([]);
    const deeper = ['src/core', 'src/adapters'].flatMap((top) => foldersIn(top).map((name) => `${top}/${name}`));
    expect(deeper.filter((folder) => !drawn.includes(folder))).toEqual([]);
  });
});

describe('the texts', () => {
  it('are the same sentences in every language', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.keys(en))('%s has the same places in both', (key) => {
    const places = (text: string | undefined): readonly string[] =>
      [...new Set([...(text ?? '').matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name ?? ''))].sort();
    expect(places(Reflect.get(de, key))).toEqual(places(Reflect.get(en, key)));
  });
});
