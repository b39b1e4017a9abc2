import MarkdownIt from 'markdown-it';

/** What a personality writes may hold: no HTML of its own, no pictures, only links that open a page or a mail. */
const markdown = new MarkdownIt('default', { html: false, linkify: false, breaks: true, maxNesting: 40 }).disable('image');
markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:)[^\s]+$/i.test(url.trim());
// Matrix has no alignment, and knows no `language-` with spaces.
for (const rule of ['th_open', 'td_open'] as const) markdown.renderer.rules[rule] = (tokens, index) => `<${tokens[index]?.tag ?? 'td'}>`;
markdown.renderer.rules.fence = (tokens, index) => {
  const { info = '', content = '' } = tokens[index] ?? {};
  const language = /^[\w+#-]{1,30}/.exec(info.trim())?.[0];
  return `<pre><code${language === undefined ? '' : ` class="language-${language}"`}>${escapeHtml(content)}</code></pre>\n`;
};
// A link shows where it leads: a title could say anything.
markdown.renderer.rules.link_open = (tokens, index) => `<a href="${escapeHtml(hrefOf(tokens[index]))}">`;

function hrefOf(token: { attrGet(name: string): string | number | null } | undefined): string {
  return String(token?.attrGet('href') ?? '');
}

/** Markdown as HTML of the tags that Matrix names; whatever else stands there comes out as the characters it is made of. */
export function writeHtml(text: string): string {
  return markdown.render(text).trim();
}

/** Foreign text as it may stand inside HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** True where the text says the same without any HTML. */
export const isPlain = (html: string, text: string): boolean => html === `<p>${escapeHtml(text)}</p>`;
