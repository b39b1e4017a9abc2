import { hashText } from './hash-text.ts';
import { type MacroCall, type MacroNode, parseMacros } from './macro-tree.ts';

/** What the macros of an author's text stand for. Values are put in as they are, never expanded again. */
export interface MacroScope {
  readonly char: string;
  readonly user: string;
  readonly group: string;
  readonly date: string;
  readonly time: string;
  readonly weekday: string;
  /** `pick` is decided by this and its place. */
  readonly seed: string;
  /** `random` and `roll` by this and their place; the same as `seed` where nothing may change from turn to turn. */
  readonly draw: string;
}

/** No character: it marks where surrounding line breaks are to go. */
const trimMark = '\ufdd0';

/** An author's text with its macros filled in; a macro nobody knows stays as it was written. Never for what people wrote. */
export function expandMacros(text: string, scope: MacroScope): string {
  if (!/\{\{|<(?:bot|char|user)>/i.test(text)) return text;
  const clean = text.replaceAll(trimMark, '');
  return expandAll(parseMacros(clean), scope).replace(/\n*\ufdd0\n*/g, '');
}

function expandAll(nodes: readonly MacroNode[], scope: MacroScope): string {
  return nodes.map((node) => (typeof node === 'string' ? expandOld(node, scope) : expandCall(node, scope))).join('');
}

/** The older spelling in angle brackets. */
function expandOld(text: string, { char, user }: MacroScope): string {
  return text.replace(/<(bot|char|user)>/gi, (_, name: string) => (name.toLowerCase() === 'user' ? user : char));
}

function expandCall(call: MacroCall, scope: MacroScope): string {
  const [head, ...rest] = call.body;
  const parts = typeof head === 'string' ? /^\s*(\/\/|[a-z_]+)\s*(:{1,2}|(?=\s|$))/i.exec(head) : null;
  if (typeof head !== 'string' || parts === null) return literal(call, scope);
  const [matched, name = '', separator = ''] = parts;
  const argument: readonly MacroNode[] = [head.slice(matched.length), ...rest];
  const value = evaluate(name.toLowerCase(), { call, scope, argument, hasArgument: separator !== '' || argument.some(isFilled) });
  return value ?? literal(call, scope);
}

interface Evaluation {
  readonly call: MacroCall;
  readonly scope: MacroScope;
  readonly argument: readonly MacroNode[];
  readonly hasArgument: boolean;
}

function evaluate(name: string, evaluation: Evaluation): string | undefined {
  const { call, scope, argument, hasArgument } = evaluation;
  const lot = (seed: string): number => hashText(`${seed}/${call.at}/${name}`);
  if (name === '//' || name === 'comment' || name === 'hidden_key') return '';
  if (!hasArgument) {
    const values = {
      char: scope.char,
      bot: scope.char,
      user: scope.user,
      group: scope.group,
      date: scope.date,
      time: scope.time,
      weekday: scope.weekday,
      newline: '\n',
      trim: trimMark,
    };
    return Object.hasOwn(values, name) ? Reflect.get(values, name) : undefined;
  }
  if (name === 'random' || name === 'pick') {
    const choices = split(argument);
    return expandAll(choices[lot(name === 'pick' ? scope.seed : scope.draw) % choices.length] ?? [], scope);
  }
  if (name === 'roll') {
    const sides = /^\s*d?(\d{1,6})\s*$/i.exec(expandAll(argument, scope))?.[1];
    return sides === undefined || Number(sides) < 1 ? undefined : String(1 + (lot(scope.draw) % Number(sides)));
  }
  if (name === 'reverse') return [...expandAll(argument, scope)].reverse().join('');
  return undefined;
}

/** The choices of `a,b` or `a::b`. Only what the author wrote separates, never what a macro inside stands for; `\,` is a comma. */
function split(argument: readonly MacroNode[]): readonly (readonly MacroNode[])[] {
  const separator = argument.some((node) => typeof node === 'string' && node.includes('::')) ? /::/ : /(?<!\\),/;
  const choices: MacroNode[][] = [[]];
  for (const node of argument) {
    const [first = '', ...further] = typeof node === 'string' ? node.split(separator).map((text) => text.replaceAll('\\,', ',')) : [''];
    choices.at(-1)?.push(typeof node === 'string' ? first : node);
    for (const text of further) choices.push([text]);
  }
  return choices.map(trimEnds);
}

function trimEnds(nodes: readonly MacroNode[]): readonly MacroNode[] {
  return nodes.map((node, index) => {
    if (typeof node !== 'string') return node;
    const start = index === 0 ? node.trimStart() : node;
    return index === nodes.length - 1 ? start.trimEnd() : start;
  });
}

/** As it was written; a known one inside is still filled in. */
function literal(call: MacroCall, scope: MacroScope): string {
  return `{{${expandAll(call.body, scope)}}}`;
}

function isFilled(node: MacroNode): boolean {
  return typeof node !== 'string' || node.trim() !== '';
}
