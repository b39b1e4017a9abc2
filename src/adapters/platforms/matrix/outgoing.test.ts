import { describe, expect, it } from 'vitest';
import { replyOf } from '../../../../test/fakes/sample-outgoing.ts';
import { bareKey, toButtons } from './buttons.ts';
import { isGrowing, longestBody, toEditContent, toPayloads, withRelation } from './outgoing.ts';
import { writeHtml } from './write-html.ts';

const view = { name: 'Mia' };

describe('Markdown as the HTML of Matrix', () => {
  it.each([
    ['**bold** *soft* ~~gone~~ `code`', '<p><strong>bold</strong> <em>soft</em> <s>gone</s> <code>code</code></p>'],
    ['one\ntwo', '<p>one<br>\ntwo</p>'],
    ['<script>alert(1)</script> <b>x</b>', '<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;x&lt;/b&gt;</p>'],
    [
      '[good](https://a.example/x "title") [bad](javascript:alert(1))',
      '<p><a href="https://a.example/x">good</a> [bad](javascript:alert(1))</p>',
    ],
    ['![pixel](https://evil.example/p.png)', '<p>!<a href="https://evil.example/p.png">pixel</a></p>'],
    ['[x](data:text/html,1) [y](mxc://a/b)', '<p>[x](data:text/html,1) [y](mxc://a/b)</p>'],
    ['```ts onload=x\nlet a = "<b>";\n```', '<pre><code class="language-ts">let a = &quot;&lt;b&gt;&quot;;\n</code></pre>'],
    ['```\nstill open', '<pre><code>still open</code></pre>'],
  ])('%s', (text, html) => expect(writeHtml(text)).toBe(html));

  it('names only tags that Matrix names, and never nests without end', () => {
    const text = `# h\n\n| a | b |\n|:-:|---|\n| c | d |\n\n1. x\n   - y\n\n---\n\n${'> '.repeat(500)}deep`;
    const html = writeHtml(text);
    const named = 'a b blockquote br code del em h1 h2 h3 h4 h5 h6 hr i li ol p pre s strong table tbody td th thead tr ul'.split(' ');
    expect(
      [...html.matchAll(/<\/?(?<tag>[a-z0-9]+)/g)].map(({ groups }) => groups?.['tag']).filter((tag) => !named.includes(tag ?? '')),
    ).toEqual([]);
    expect(html).not.toContain('style=');
    expect(html.split('<blockquote>').length).toBeLessThan(100);
  });
});

describe('what is sent', () => {
  it('is a personality’s words to the letter, and never pings', () => {
    const [payload] = toPayloads(replyOf('@room **hi** <b>'), view);
    expect(payload?.content).toEqual({
      msgtype: 'm.text',
      body: '@room **hi** <b>',
      format: 'org.matrix.custom.html',
      formatted_body: '<p>@room <strong>hi</strong> &lt;b&gt;</p>',
      'm.mentions': {},
    });
    expect(toPayloads(replyOf('plain'), view)[0]?.content).toEqual({ msgtype: 'm.text', body: 'plain', 'm.mentions': {} });
  });

  it('shows another personality by a profile with its fallback', () => {
    const [payload] = toPayloads({ ...replyOf('hi'), personality: { id: 'p-1', name: 'Ju\nno' }, label: 'script' } as never, view);
    expect(payload?.content).toMatchObject({
      body: 'Ju no (script): hi',
      formatted_body: '<strong data-mx-profile-fallback>Ju no (script): </strong><p>hi</p>',
      'com.beeper.per_message_profile': { id: 'p-1', displayname: 'Ju no (script)', has_fallback: true },
    });
  });

  it('is a notice where the bot speaks for itself', () => {
    expect(toPayloads({ kind: 'notice', to: null, text: 'hm' }, view)[0]?.content).toMatchObject({ msgtype: 'm.notice', body: 'hm' });
    const [error] = toPayloads({ kind: 'error', to: null, code: 'bug', message: 'Broke off.', partial: 'Once **upon' }, view);
    expect(error?.content).toMatchObject({ msgtype: 'm.text', body: 'Once **upon\n\nBroke off.' });
    expect(error?.content['formatted_body']).toContain('<em>Broke off.</em>');
    expect(toPayloads({ kind: 'answer', to: 'e', answer: { kind: 'talk', turn: 't' }, last: true }, view)).toEqual([]);
  });

  it('says what each reaction does, with numbers where one sign would stand for several', () => {
    const actions = [
      { token: 'a', label: 'Retry', icon: 'retry' },
      { token: 'b', label: 'Left', icon: 'one' },
      { token: 'c', label: 'Right', icon: 'one' },
      { token: 'd', label: 'Yes', icon: 'yes' },
    ] as const;
    expect(toButtons(actions).map(({ key, token }) => [bareKey(key), token])).toEqual([
      ['🔁', 'a'],
      ['1⃣', 'b'],
      ['2⃣', 'c'],
      ['✅', 'd'],
    ]);
    const answer = { kind: 'text', body: 'pick' } as const;
    const [payload] = toPayloads({ kind: 'answer', to: null, answer, actions, last: true }, view);
    expect(payload?.content['body']).toBe('pick\n\n🔁 Retry   1️⃣ Left   2️⃣ Right   ✅ Yes');
    // A personality's own words stay to the letter.
    expect(toPayloads({ ...replyOf('hi'), actions } as never, view)[0]?.content['body']).toBe('hi');
  });

  it('is split where it is long, and its buttons stand under the last piece', () => {
    const actions = [{ token: 'a', label: 'Retry', icon: 'retry' }] as const;
    const pieces = toPayloads({ kind: 'notice', to: null, text: 'word '.repeat(10_000), actions }, view);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.map(({ buttons }) => buttons.length)).toEqual([...pieces.slice(1).map(() => 0), 1]);
    for (const { content } of pieces) expect(String(content['body']).length).toBeLessThanOrEqual(longestBody);
  });

  it('fits into an event also as an edit in a thread', () => {
    for (const text of ['漢**字**', '"\\\n', '\u0001\u0002', '<<>>', '🙂', '\ud800']) {
      const body = text.repeat(Math.floor(longestBody / text.length));
      const [payload] = toPayloads(replyOf(body), view);
      const content = payload?.content ?? {};
      for (const one of [toEditContent(content, '$event'), withRelation(content, { thread: '$root', replyTo: '$event' })])
        expect(Buffer.byteLength(JSON.stringify(one))).toBeLessThan(62_000);
    }
  });

  it('relates an edit to its event, and a message to its question and thread', () => {
    expect(toEditContent({ msgtype: 'm.text', body: 'new' }, '$1')).toEqual({
      msgtype: 'm.text',
      body: '* new',
      'm.mentions': {},
      'm.new_content': { msgtype: 'm.text', body: 'new' },
      'm.relates_to': { rel_type: 'm.replace', event_id: '$1' },
    });
    expect(withRelation({}, { thread: undefined, replyTo: '$q' })).toEqual({ 'm.relates_to': { 'm.in_reply_to': { event_id: '$q' } } });
    expect(withRelation({}, { thread: '$r', replyTo: '$q' })).toEqual({
      'm.relates_to': { rel_type: 'm.thread', event_id: '$r', is_falling_back: true, 'm.in_reply_to': { event_id: '$q' } },
    });
    expect(withRelation({ body: 'x' }, { thread: undefined, replyTo: undefined })).toEqual({ body: 'x' });
  });

  it('knows what still grows', () => {
    expect(isGrowing(replyOf('x', { isEnd: false }))).toBe(true);
    expect(isGrowing(replyOf('x'))).toBe(false);
    expect(isGrowing({ kind: 'notice', to: null, text: 'x' })).toBe(false);
  });
});
