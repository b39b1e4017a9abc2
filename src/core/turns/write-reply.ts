import { BotError, toBotError } from '../errors.ts';
import type { Finish } from '../ports/platform.ts';
import type { ChatRequest, ProviderContext, Usage } from '../ports/provider.ts';
import type { Candidate } from '../providers/model-router.ts';
import { readStream, type StreamDeadlines } from '../providers/read-stream.ts';
import type { LiveReply } from '../replies/live-reply.ts';
import type { EngineParts } from './engine-parts.ts';
import { TurnStopped } from './turn-stopped.ts';

/** A reply as far as it was written. */
export interface Written {
  readonly text: string;
  readonly finish: Finish;
  /** The provider's own word for how it ended. */
  readonly raw: string;
  readonly usage: Usage | undefined;
  readonly sentAt: number;
  readonly firstAt: number;
  /** The stream broke after something had been shown: the part is kept and said to be one. */
  readonly broke?: BotError;
}

export interface WriteOrder {
  readonly live: LiveReply;
  readonly request: ChatRequest;
  readonly candidate: Candidate;
  readonly deadlines: StreamDeadlines;
  readonly access: Pick<ProviderContext, 'fetch' | 'key'>;
  readonly signal: AbortSignal;
}

/** Streams the model's words into the visible reply. Hidden reasoning is dropped here and nowhere kept. */
export async function writeReply({ clock }: Pick<EngineParts, 'clock'>, order: WriteOrder): Promise<Written> {
  const { live, request, candidate, deadlines, access, signal } = order;
  const sentAt = clock.now();
  let text = '';
  let firstAt = sentAt;
  const done = (finish: Finish, raw: string, usage?: Usage): Written => ({ text, finish, raw, usage, sentAt, firstAt });
  try {
    for await (const delta of readStream(candidate.provider, request, { clock, deadlines, access, signal })) {
      if (delta.type === 'finish') {
        if (text.trim() === '') throw new BotError('provider-protocol', 'an answer without text');
        return done(delta.reason, delta.raw, delta.usage);
      }
      if (delta.type === 'reasoning' || delta.text === '') continue;
      // Small models begin with a space or a line break; nobody means it.
      const piece = text === '' ? delta.text.trimStart() : delta.text;
      if (piece === '') continue;
      if (text === '') firstAt = clock.now();
      text += piece;
      live.show(text);
    }
    throw new BotError('provider-truncated', 'the stream ended without a finish');
  } catch (thrown) {
    if (thrown instanceof TurnStopped && thrown.by === 'stopped') {
      // No platform shows an empty message, and no model likes to read one.
      if (text === '') text = '…';
      return done('cancelled', 'stopped');
    }
    if (thrown instanceof TurnStopped || text === '') throw thrown;
    return { ...done('interrupted', 'broke'), broke: toBotError(thrown) };
  }
}
