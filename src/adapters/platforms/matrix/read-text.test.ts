import { describe, expect, it } from 'vitest';
import { readHtml } from './read-html.ts';
import { mentionsIn, readText } from './read-text.ts';

const self = { id: '@mia:hs', name: 'Mia' };
const html = (formatted: string, body = ''): Record<string, unknown> => ({
  msgtype: 'm.text',
  body,
  format: 'org.matrix.custom.html',
  formatted_body: formatted,
});

describe('somebody’s HTML as text', () => {
  it.each([
    ['<p>one</p><p>two<br>three</p>', 'one\n\ntwo\nthree'],
    ['<strong>bold</strong> and <em>soft</em> and <del>gone</del>', '**bold** and *soft* and ~~gone~~'],
    ['<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>', '- a\n- b\n\n1. c\n2. d'],
    ['<pre><code>a  b\n c</code></pre>', '```\na  b\n c\n```'],
    ['<mx-reply><blockquote>old <b>words</b></blockquote></mx-reply>new', 'new'],
    ['<strong data-mx-profile-fallback>Juno: </strong>ahoy', 'ahoy'],
    ['<script>alert(1)</script>fine<style>p{}</style>', 'fine'],
    ['5 &lt; 6 &amp;&#32;&#x1F642; &unknown;', '5 < 6 & 🙂 &unknown;'],
    ['<a href="https://matrix.to/#/@ada:hs">Ada</a> said', 'Ada said'],
    ['never <b closed', 'never <b closed'],
    ['</b></p>stray<img src="x" onerror="alert(1)">', 'stray'],
    ['&#0;&#xD800;&#x110000;x', 'x'],
  ])('%s', (given, text) => expect(readHtml(given)).toBe(text));

  it('ends at a depth that nobody means, and keeps what is no tag', () => {
    expect(readHtml('<b>'.repeat(100_000))).toHaveLength(200);
    expect(readHtml(`${'<'.repeat(50_000)}end`)).toContain('end');
  });

  it('takes twice as long for twice as much, whatever it is made of', () => {
    const self = { id: '@mia:hs', name: 'Mia' };
    const took = (read: () => unknown): number => {
      const best = Array.from({ length: 3 }, () => {
        const began = performance.now();
        read();
        return performance.now() - began;
      });
      return Math.max(1, Math.min(...best));
    };
    for (const piece of ['<a b="', '<a ', '<', '<!--', '&#', '<ul><li>', ', ', '@mia ', '> ', ' ']) {
      const small = piece.repeat(Math.ceil(8_000 / piece.length));
      const large = small.repeat(8);
      for (const read of [readHtml, (text: string) => readText({ body: `x${text}y` }, self, true)])
        expect(took(() => read(large)) / took(() => read(small)), `${piece} ${large.length}`).toBeLessThan(32);
    }
  });
});

describe('a message as text', () => {
  it('is the body that was typed, and the HTML only where there is no body', () => {
    expect(readText(html('<p>rendered</p>', '**typed**'), self, false)).toBe('**typed**');
    expect(readText(html('<p>rendered</p>'), self, false)).toBe('rendered');
    expect(readText({ body: 7 }, self, false)).toBe('');
    expect(readText({ formatted_body: '<p>no format</p>' }, self, false)).toBe('');
  });

  it('is without the quote that older clients put in front of a reply', () => {
    const reply = { 'm.relates_to': { 'm.in_reply_to': { event_id: '$1' } } };
    expect(readText({ body: '> <@ada:hs> one\n> two\n\nmy answer\n> my own quote', ...reply }, self, false)).toBe(
      'my answer\n> my own quote',
    );
    expect(readText({ body: '> <@ada:hs> only a quote', ...reply }, self, false)).toBe('');
    expect(readText({ body: '> a quote of my own\n\ntext', ...reply }, self, false)).toBe('> a quote of my own\n\ntext');
    expect(readText({ body: '> <@ada:hs> no reply\n\ntext' }, self, false)).toBe('> <@ada:hs> no reply\n\ntext');
  });

  it('is without the name of a profile that only the HTML tells apart', () => {
    expect(readText(html('<strong data-mx-profile-fallback>Juno: </strong>ahoy', 'Juno: ahoy'), self, false)).toBe('ahoy');
  });

  it.each([
    ['Mia: hello', 'hello'],
    ['@mia:hs, hello', 'hello'],
    ['@Mia hello', 'hello'],
    ['hello @mia!', 'hello!'],
    ['tell me about Mia please', 'tell me about Mia please'],
    ['Miami: hot', 'Miami: hot'],
    ['Mia', 'Mia'],
  ])('that called the bot is without the call: %s', (body, text) => {
    expect(readText({ body }, self, true)).toBe(text);
    expect(readText({ body }, self, false)).toBe(body);
  });
});

it('knows a bot whatever its name is made of', () => {
  for (const name of ['Mia-2', 'M(i)a', 'm.i*a+', '[mia]', 'a|b', 'back\\slash', '$^']) {
    const strange = { id: '@mia-3.x=/+:hs-1.example:8448', name };
    expect(readText({ body: `${name}: hello` }, strange, true)).toBe('hello');
    expect(readText({ body: `${strange.id}: hello` }, strange, true)).toBe('hello');
    expect(mentionsIn({ body: `dear ${strange.id}` }, strange)).toBe(true);
  }
});

describe('the bot is meant', () => {
  it.each([
    ['by m.mentions', { body: 'x', 'm.mentions': { user_ids: ['@ada:hs', '@mia:hs'] } }, true],
    ['not by a name where a client says whom it means', { body: 'Mia is nice', 'm.mentions': {} }, false],
    ['not by a word for everybody', { body: '@room', 'm.mentions': { room: true } }, false],
    ['not by what is no list', { body: 'x', 'm.mentions': { user_ids: '@mia:hs' } }, false],
    ['by a pill', html('<a href="https://matrix.to/#/%40mia%3Ahs">M</a> hello', 'M hello'), true],
    ['by a matrix: link', html('<a href="matrix:u/mia:hs">M</a> hello', 'M hello'), true],
    ['by its name as a word', { body: 'hey mia, you there?' }, true],
    ['not by a longer word', { body: 'Miami is hot' }, false],
    ['not by the quote of what is answered', { body: '> <@ada:hs> Mia said\n\nno' }, false],
    ['not by nothing', { msgtype: 'm.text' }, false],
  ] as const)('%s', (_how, content, isMeant) => expect(mentionsIn(content, self)).toBe(isMeant));
});
