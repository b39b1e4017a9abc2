import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createSay } from '../../../core/texts/create-say.ts';
import { type FetchFile, fetchFromDiscord, readAttachments } from './attachments.ts';

const file = (filename: string, content_type: string, size = 10) => ({
  id: '1',
  filename,
  content_type,
  size,
  url: `http://files/${filename}`,
  proxy_url: '',
});
const given =
  (bytes: Uint8Array | undefined): FetchFile =>
  async () =>
    bytes;
const read = (attachments: ReturnType<typeof file>[], fetchFile: FetchFile, locale = 'en') =>
  readAttachments({ attachments, stickers: [] }, { say: createSay(), locale, fetchFile });

describe('what comes with a message', () => {
  it('is quoted where it is a text file', async () => {
    expect(await read([file('a.txt', 'text/plain')], given(Buffer.from('one\r\ntwo\n')))).toBe('[a.txt]\n> one\n> two');
  });

  it.each([
    ['cat.heic', 'image/heic', 'picture cat.heic'],
    ['song.ogg', 'audio/ogg', 'sound song.ogg'],
    ['film.mp4', 'video/mp4', 'video film.mp4'],
    ['tool.exe', 'application/octet-stream', 'file tool.exe'],
  ])('is named where it is %s', async (name, type, words) => {
    expect(await read([file(name, type)], given(undefined))).toMatch(new RegExp(`^\\[${words}: .+\\]$`));
  });

  it('is named without more where it is a picture that can be shown, up to four of a size', async () => {
    const pictures = [1, 2, 3, 4, 5].map((count) => file(`cat${count}.png`, 'image/png'));
    const said = await read([file('huge.jpg', 'image/jpeg', 9_000_000), ...pictures], given(undefined));
    expect(said.split('\n\n')).toEqual([
      '[picture huge.jpg: too large, I look at up to 8 MB]',
      ...[1, 2, 3, 4].map((count) => `[picture cat${count}.png]`),
      '[picture cat5.png: I look at four at a time]',
    ]);
  });

  it('is named where it is too large, and never fetched', async () => {
    const fetched: string[] = [];
    const fetchFile: FetchFile = async (url) => {
      fetched.push(url);
      return new Uint8Array();
    };
    expect(await read([file('long.md', 'text/markdown', 64 * 1024 + 1)], fetchFile)).toContain('64 KiB');
    expect(fetched).toEqual([]);
  });

  it('is named where it cannot be fetched or is no text after all', async () => {
    expect(await read([file('a.txt', 'text/plain')], given(undefined))).toBe('[file a.txt: it could not be fetched]');
    expect(await read([file('a.txt', 'text/plain')], given(Uint8Array.of(65, 0, 66)))).toBe(
      '[file a.txt: it is no text, whatever its name says]',
    );
  });

  it('is read as Latin where it is not UTF-8, and named in German where that is spoken', async () => {
    expect(await read([file('a.csv', 'text/csv')], given(Uint8Array.of(0x67, 0x72, 0xfc, 0xdf)))).toBe('[a.csv]\n> grüß');
    expect(await read([file('katze.png', 'image/png')], given(undefined), 'de')).toBe('[Bild katze.png]');
  });

  it('is cut off by its true size, whatever was announced, and follows no redirect', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/away') response.writeHead(302, { location: '/small' }).end();
      else response.end(Buffer.alloc(request.url === '/small' ? 10 : 100_000, 97));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    expect((await fetchFromDiscord(`${base}/small`, 50))?.byteLength).toBe(10);
    expect(await fetchFromDiscord(`${base}/large`, 50)).toBeUndefined();
    expect(await fetchFromDiscord(`${base}/away`, 50)).toBeUndefined();
    server.close();
    server.closeAllConnections();
  });
});
