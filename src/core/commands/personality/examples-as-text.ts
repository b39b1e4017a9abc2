import type { PersonalityBody } from '../../personalities/studio.ts';

type Example = PersonalityBody['examples'][number];
type ExampleLine = Example['lines'][number];

const person = '{{user}}:';
const character = '{{char}}:';

/**
 * Talk in voice as text that can be edited, in the marks card authors know:
 * `# goodbye [de]`, then a line each of `{{user}}: …` and `{{char}}: …`; a line that begins with two spaces goes on with the one before.
 */
export function printExamples(examples: readonly Example[], usual: string): string {
  return examples.map((example) => printOne(example, usual)).join('\n\n');
}

function printOne({ about, language, lines }: Example, usual: string): string {
  const head = ['#', about, language === usual ? '' : `[${language}]`].filter((word) => word !== '').join(' ');
  const talk = lines.map(({ by, text }) => `${by === 'person' ? person : character} ${text.replaceAll('\n', '\n  ')}`);
  return [head, ...talk].join('\n');
}

/** Reads it back. `name` may stand in front of a line too; `<START>` begins an example like `#` does. */
export function readExamples(text: string, { usual, name }: { readonly usual: string; readonly name: string }): readonly Example[] {
  const examples: { about: string; language: string; lines: ExampleLine[] }[] = [];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const head = /^(?:#|<START>)\s*(?<about>.*?)\s*(?:\[(?<language>[a-zA-Z-]{2,20})\])?\s*$/.exec(line)?.groups;
    if (head !== undefined) {
      examples.push({ about: head['about'] ?? '', language: head['language'] ?? usual, lines: [] });
      continue;
    }
    const said = readLine(line, name);
    const current = examples.at(-1);
    const before = current?.lines.at(-1);
    if (said === undefined && line.trim() === '') continue;
    if (current === undefined || (said === undefined && before === undefined)) {
      examples.push({ about: '', language: usual, lines: [said ?? { by: 'character', text: line.trim() }] });
    } else if (said !== undefined) current.lines.push(said);
    else if (before !== undefined)
      current.lines[current.lines.length - 1] = { ...before, text: `${before.text}\n${line.replace(/^ {2}/, '')}` };
  }
  return examples.filter(({ lines }) => lines.length > 0);
}

/** A line that says who says it. */
function readLine(line: string, name: string): ExampleLine | undefined {
  const starts = (mark: string): boolean => mark !== ':' && line.toLowerCase().startsWith(mark.toLowerCase());
  for (const mark of [person, 'you:', 'du:']) if (starts(mark)) return { by: 'person', text: line.slice(mark.length).trimStart() };
  for (const mark of [character, `${name}:`]) if (starts(mark)) return { by: 'character', text: line.slice(mark.length).trimStart() };
  return undefined;
}
