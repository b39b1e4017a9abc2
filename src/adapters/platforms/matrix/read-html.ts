const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
/** Elements whose content nobody is meant to read here: quotes of what is answered, a name that is told apart anyway, code for machines. */
const silent = new Set(['mx-reply', 'script', 'style', 'head', 'title', 'template', 'svg', 'iframe', 'object']);
const blocks = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'tr', 'pre', 'blockquote', 'details', 'hr']);
const empty = new Set(['br', 'hr', 'img', 'wbr', 'input', 'meta', 'link']);
const marks: Readonly<Record<string, string>> = { strong: '**', b: '**', em: '*', i: '*', del: '~~', s: '~~', strike: '~~' };
/** A text deeper than this is not meant for people. */
const deepest = 100;
// No attribute holds a `<`: so a tag that is never closed is read once, and not again from each `<` within it.
const tag = /<(?:!--[\s\S]*?(?:-->|$)|(?<close>\/)?(?<name>[a-z][a-z0-9-]*)(?<attributes>(?:"[^"<]*"|'[^'<]*'|[^'"<>])*)>)/gi;

interface Open {
  readonly name: string;
  readonly isSilent: boolean;
  /** Of a list: how many entries it has had. */
  count: number;
}

/** Somebody's HTML as the plain text it means; nothing of it is ever run or shown as markup. Linear in its length. */
export function readHtml(html: string): string {
  const stack: Open[] = [];
  const out: string[] = [];
  let at = 0;
  const isSilent = (): boolean => stack.some((open) => open.isSilent);
  const write = (text: string): void => {
    if (text !== '' && !isSilent()) out.push(text);
  };
  const writeText = (raw: string): void => {
    const text = decode(raw);
    write(stack.some(({ name }) => name === 'pre') ? text : text.replaceAll(/\s+/g, ' '));
  };
  for (const found of html.matchAll(tag)) {
    writeText(html.slice(at, found.index));
    at = found.index + found[0].length;
    const { name: given, close, attributes = '' } = found.groups ?? {};
    if (given === undefined) continue;
    const name = given.toLowerCase();
    if (close !== undefined) {
      const opened = stack.findLastIndex((open) => open.name === name);
      if (opened >= 0) {
        write(closing(name));
        stack.splice(opened);
      }
      continue;
    }
    if (stack.length >= deepest) return tidy(out.join(''));
    const list = name === 'li' ? stack.findLast((open) => open.name === 'ul' || open.name === 'ol') : undefined;
    if (list !== undefined) list.count += 1;
    const isHidden = silent.has(name) || /data-mx-profile-fallback/i.test(attributes);
    if (!isHidden) write(opening(name, list));
    if (!empty.has(name) && !attributes.trimEnd().endsWith('/')) stack.push({ name, isSilent: isHidden, count: 0 });
  }
  writeText(html.slice(at));
  return tidy(out.join(''));
}

function opening(name: string, list: Open | undefined): string {
  if (name === 'br') return '\n';
  if (name === 'li') return `\n${list?.name === 'ol' ? `${list.count}.` : '-'} `;
  if (name === 'pre') return '\n```\n';
  if (name === 'code') return '';
  if (name === 'td' || name === 'th') return ' ';
  return blocks.has(name) ? '\n\n' : (marks[name] ?? '');
}

function closing(name: string): string {
  if (name === 'pre') return '\n```\n';
  return blocks.has(name) ? '\n\n' : (marks[name] ?? '');
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#(?<number>\d{1,7})|#x(?<hex>[0-9a-f]{1,6})|(?<name>[a-z]{2,6}));/gi, (whole, ...rest) => {
    const { number, hex, name } = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = Number.parseInt(number ?? hex ?? '', number === undefined ? 16 : 10);
    return code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff) ? String.fromCodePoint(code) : '';
  });
}

const tidy = (text: string): string =>
  text
    .replaceAll(/[ \t]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
