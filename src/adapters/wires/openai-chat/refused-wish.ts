import type { ChatRequest, Wish } from '../../../core/ports/provider.ts';

const signs: Readonly<Record<Wish, RegExp>> = {
  temperature: /\btemperature\b/i,
  seed: /\bseed\b/i,
  maxTokens: /\bmax_(?:completion_)?tokens\b/i,
  schema: /response_format|json_schema|structured output|requested parameters/i,
  images: /image|vision|multimodal|mmproj/i,
};
const refusing =
  /support|unknown|unrecogni[sz]ed|unexpected|not (?:allowed|permitted|available)|invalid|extra|only the default|deprecated|incompatible|no endpoints|can handle|cannot|mmproj/i;

/** The wish that a refusal names, among those that were sent; by its field for that, else by its words. */
export function refusedWish(said: string, request: ChatRequest): Wish | undefined {
  const param = /"param"\s*:\s*"([^"]{1,80})"/.exec(said)?.[1] ?? '';
  const sent = sentWishes(request);
  return sent.find((wish) => signs[wish].test(param)) ?? (refusing.test(said) ? sent.find((wish) => signs[wish].test(said)) : undefined);
}

function sentWishes({ hints, schema, messages }: ChatRequest): readonly Wish[] {
  return [
    ...(hints.temperature === undefined ? [] : (['temperature'] as const)),
    ...(hints.seed === undefined ? [] : (['seed'] as const)),
    ...(hints.maxTokens === undefined ? [] : (['maxTokens'] as const)),
    ...(schema === undefined ? [] : (['schema'] as const)),
    ...(messages.some(({ images = [] }) => images.length > 0) ? (['images'] as const) : []),
  ];
}
