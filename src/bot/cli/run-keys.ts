import { z } from 'zod';
import { doJob } from './offline-jobs.ts';
import type { Asked } from './parse-arguments.ts';

const place = z.object({ owner: z.string(), name: z.string() });
const forgotten = z.object({ removed: z.number() });
const news = z.object({ left: z.number(), next: place.optional(), dropped: z.array(z.string()), idle: z.array(z.string()) });

type KeysAsked = Extract<Asked, { readonly command: 'rotate' | 'forget' }>;

/** `keys rotate|forget`: the exit code. */
export async function runKeys(asked: KeysAsked): Promise<number> {
  if (asked.command === 'rotate') return rotate(asked.json);
  const { removed } = forgotten.parse(await doJob('forgetSealed', { key: asked.key }));
  process.stdout.write(asked.json ? `${JSON.stringify({ ok: true, removed })}\n` : `${removed} removed that only ${asked.key} opens.\n`);
  return 0;
}

/** Step by step, in the bot that runs or here. 7 when something could not be moved. */
async function rotate(json: boolean): Promise<number> {
  let step = news.parse(await doJob('rotate', 'first'));
  while (step.next !== undefined) {
    process.stderr.write(`${step.left} left\n`);
    step = news.parse(await doJob('rotate', step.next));
  }
  const { left, dropped, idle } = step;
  if (json) process.stdout.write(`${JSON.stringify({ ok: left === 0, left, dropped, idle })}\n`);
  else process.stdout.write(`${say(left, dropped, idle)}\n`);
  return left === 0 ? 0 : 7;
}

function say(left: number, dropped: readonly string[], idle: readonly string[]): string {
  if (left > 0)
    return `${left} left: they cannot be opened with the keys that are here. Nothing was dropped; put the missing key back and rotate again.`;
  if (idle.length > 0) return `0 left. Take ${idle.join(', ')} out of MIACHAT_KEYS; backups made until now need them still.`;
  if (dropped.length > 0)
    return `0 left, ${dropped.join(', ')} dropped. Copy the new key file; backups made until now need the old one still.`;
  return 'There is no key yet: nothing was ever sealed here.';
}
