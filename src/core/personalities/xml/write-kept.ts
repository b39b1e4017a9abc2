import type { KeptNode } from '../personality.ts';
import { escapeText, quoteAttribute } from './escape-xml.ts';

/** A kept node as it stood in its file, white space included. */
export function writeKept(node: KeptNode): string {
  if (node.name === '#text') return escapeText(node.text);
  // Neither may hold its own end; only what was not read from a file could.
  if (node.name === '#comment') return `<!--${node.text.replaceAll('--', '- -').replace(/-$/, '- ')}-->`;
  if (node.name.startsWith('?')) return `<${node.name}${node.text === '' ? '' : ` ${node.text.replaceAll('?>', '? >')}`}?>`;
  if (node.name.startsWith('@')) return '';
  const inner = escapeText(node.text) + node.children.map(writeKept).join('');
  // A place below the top is no element of any file.
  if (node.name.includes('/') || node.name.startsWith('#')) return inner;
  const tag = `${node.name}${writeKeptAttributes(node)}`;
  return inner === '' ? `<${tag}/>` : `<${tag}>${inner}</${node.name}>`;
}

/** The attributes of a kept node, a space before each. Those that are written anyway are left out. */
export function writeKeptAttributes(node: KeptNode, written: readonly string[] = []): string {
  const unusual = node.children.filter(({ name }) => name.startsWith('@')).map(({ name, text }) => [name.slice(1), text] as const);
  return [...Object.entries(node.attributes), ...unusual]
    .filter(([name]) => !written.includes(name))
    .map(([name, value]) => ` ${name}=${quoteAttribute(value)}`)
    .join('');
}
