/** Tags a message may use, with their attributes (spec: m.room.message msgtypes). */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['del', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'p', 'ul', 'sup', 'sub', 'li', 'b', 'i', 'u', 'em', 's', 'hr', 'br']
      .concat(['table', 'thead', 'tbody', 'tr', 'th', 'td', 'caption', 'pre', 'details', 'summary'])
      .map((tag) => [tag, []]),
  ),
  // Per-message profiles (MSC4144) mark their fallback so.
  strong: ['data-mx-profile-fallback'],
  a: ['href', 'target'],
  ol: ['start'],
  span: ['data-mx-bg-color', 'data-mx-color', 'data-mx-spoiler', 'data-mx-maths'],
  div: ['data-mx-maths'],
  code: ['class'],
  img: ['width', 'height', 'alt', 'title', 'src'],
};

const empty = new Set(['hr', 'br', 'img']);
const maxDepth = 100;

/** What is wrong with a `formatted_body`; undefined when nothing is. */
export function complainAboutHtml(html: string): string | undefined {
  const open: string[] = [];
  for (const [whole, slash, name = '', rest = ''] of html.matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|<[!?/]/g)) {
    if (name === '') return `markup that is no tag: ${whole}`;
    const tag = name.toLowerCase();
    if (slash === '/') {
      if (open.pop() !== tag) return `</${tag}> closes nothing`;
      continue;
    }
    const wrong = complainAboutTag(tag, rest);
    if (wrong !== undefined) return wrong;
    if (!empty.has(tag)) open.push(tag);
    if (open.length > maxDepth) return `tags nested deeper than ${maxDepth}`;
  }
  return open.length === 0 ? undefined : `<${open.join('><')}> stays open`;
}

function complainAboutTag(tag: string, rest: string): string | undefined {
  const attributes = Object.hasOwn(allowed, tag) ? allowed[tag] : undefined;
  if (attributes === undefined) return `tag <${tag}>`;
  for (const [, name = '', double, single] of rest.matchAll(/([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g)) {
    const value = double ?? single ?? '';
    if (!attributes.includes(name.toLowerCase())) return `attribute ${name} of <${tag}>`;
    if (name === 'href' && !/^(?:https?|ftp|mailto|magnet):/i.test(value)) return `link to ${value}`;
    if (name === 'src' && !value.startsWith('mxc://')) return `picture from ${value}`;
    if (name === 'class' && !value.split(' ').every((one) => one.startsWith('language-'))) return `class ${value}`;
  }
  return undefined;
}
