import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, to stand behind the element that holds it: `must be 0 to 100`. */
export function explainIssue(issue: Issue): string {
  const own = ownWords(issue);
  if (own !== undefined) return own;
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string') return `is longer than ${grouped(issue.maximum)} characters`;
      if (issue.origin === 'array') return `holds more than ${grouped(issue.maximum)} parts`;
      return `must be at most ${grouped(issue.maximum)}`;
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty';
      if (issue.origin === 'array') return 'must hold something';
      return issue.inclusive === true ? `must be at least ${issue.minimum}` : `must be more than ${issue.minimum}`;
    case 'invalid_value':
      return `must be ${orList(issue.values.map(String))}`;
    case 'invalid_type':
      return issue.expected === 'int' ? 'must be a whole number' : `must be a ${issue.expected}`;
    default:
      return 'is not allowed here';
  }
}

/** The schema's own message where it has one; they all begin with a verb, zod's never do. */
function ownWords(issue: Issue): string | undefined {
  return /^(?:must|holds) /.test(issue.message) ? issue.message : undefined;
}

/** `a, b or c`. */
export function orList(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((word) => word !== '').join(' or ');
}

function grouped(count: number | bigint): string {
  return String(count).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
}
