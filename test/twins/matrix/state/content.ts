import type { Content } from './world.ts';

/** A part of a content that is an object, `{}` when there is none. */
export function partOf(content: unknown, key: string): Content {
  const part = isContent(content) ? content[key] : undefined;
  return isContent(part) ? part : {};
}

export function textOf(content: unknown, key: string): string | undefined {
  const text = isContent(content) ? content[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

export function numberOf(content: unknown, key: string): number | undefined {
  const value = isContent(content) ? content[key] : undefined;
  return typeof value === 'number' ? value : undefined;
}

export function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
