import type { SliderName } from '../personality.ts';

/** The words of a slider's five levels. */
export type Anchors = readonly [string, string, string, string, string];

const words: Readonly<Record<SliderName, { readonly en: Anchors; readonly de: Anchors }>> = {
  directness: {
    en: ['gentle', 'tactful', 'plain', 'direct', 'blunt'],
    de: ['behutsam', 'taktvoll', 'klar', 'direkt', 'schonungslos'],
  },
  warmth: {
    en: ['cool', 'reserved', 'friendly', 'warm', 'affectionate'],
    de: ['kühl', 'zurückhaltend', 'freundlich', 'warm', 'herzlich'],
  },
  formality: {
    en: ['slangy', 'casual', 'neutral', 'polished', 'formal'],
    de: ['salopp', 'locker', 'neutral', 'gepflegt', 'förmlich'],
  },
  empathy: {
    en: ['factual', 'brief', 'attentive', 'feeling', 'deeply feeling'],
    de: ['sachlich', 'knapp', 'aufmerksam', 'mitfühlend', 'tief mitfühlend'],
  },
  humor: {
    en: ['serious', 'dry', 'light', 'playful', 'clowning'],
    de: ['ernst', 'trocken', 'leicht', 'verspielt', 'albern'],
  },
  verbosity: {
    en: ['terse', 'short', 'medium', 'full', 'long'],
    de: ['wortkarg', 'kurz', 'mittel', 'ausführlich', 'lang'],
  },
  openness: {
    en: ['conventional', 'practical', 'balanced', 'curious', 'inventive'],
    de: ['konventionell', 'praktisch', 'ausgewogen', 'neugierig', 'erfinderisch'],
  },
  conscientiousness: {
    en: ['impulsive', 'loose', 'steady', 'orderly', 'meticulous'],
    de: ['impulsiv', 'lässig', 'verlässlich', 'geordnet', 'penibel'],
  },
  extraversion: {
    en: ['withdrawn', 'quiet', 'approachable', 'sociable', 'exuberant'],
    de: ['verschlossen', 'still', 'zugänglich', 'gesellig', 'überschwänglich'],
  },
  agreeableness: {
    en: ['contrary', 'sceptical', 'fair', 'obliging', 'yielding'],
    de: ['streitbar', 'skeptisch', 'fair', 'entgegenkommend', 'nachgiebig'],
  },
  stability: {
    en: ['thin-skinned', 'nervous', 'even', 'calm', 'unshakable'],
    de: ['dünnhäutig', 'nervös', 'ausgeglichen', 'ruhig', 'unerschütterlich'],
  },
};

/** What the five levels are called where people choose, lowest first. */
export function anchors(name: SliderName, language: string): Anchors {
  return words[name][/^de(?:$|[-_.])/i.test(language) ? 'de' : 'en'];
}
