import { checkField } from '../../../core/answers/check-field.ts';
import { readFieldText, toFieldText } from '../../../core/answers/field-text.ts';
import type { Field, Form } from '../../../core/answers/form.ts';
import type { Json } from '../../../core/answers/json.ts';
import type { PlatformSetup } from '../../../core/ports/platform.ts';
import { editLine, insertText, type LineEdit, type TypedKey } from './edit-line.ts';
import { acceptedShort, commandOf, fieldHead, fieldPrompt, isKeptSecret } from './field-words.ts';
import { acceptValue, type FormWalk, isSame, previousField, redoStep, startWalk, undoStep, valuesOf } from './form-walk.ts';
import { createKeyReader } from './read-form-key.ts';
import { texts } from './texts.ts';
import type { TtyScreen } from './tty-screen.ts';

export interface FormHost {
  readonly screen: TtyScreen;
  readonly say: PlatformSetup['say'];
  readonly language: string;
  /** Takes what is filled in; partial: to be kept as a draft. */
  submit(values: Readonly<Record<string, Json>>, isPartial: boolean): void;
  /** The screen is free again. */
  done(): void;
}

/** A form that somebody is walking through at the terminal. */
export interface OpenForm {
  /** Ends it; what was typed so far is handed over as a draft. */
  leave(): void;
}

/** Asks field by field at the bottom of the screen, the old text ready to edit; every accepted value is handed over at once. */
export function openForm(form: Form, { screen, say, language, submit, done }: FormHost): OpenForm {
  let walk = startWalk(form);
  let line: LineEdit = { text: '', cursor: 0 };
  /** By field, what was typed there and neither accepted nor taken back. */
  const pending = new Map<number, string>();
  /** What undo took out of the line: redo brings it back. */
  let taken: { readonly at: number; readonly text: string } | undefined;
  let isDraft = false;
  let isDrawDue = false;
  let isClosed = false;

  const current = (): Field | undefined => walk.fields[walk.at]?.field;
  const acceptedText = (at: number): string => {
    const field = walk.fields[at]?.field;
    return field === undefined ? '' : toFieldText(field, walk.values[at], language);
  };

  function draw(): void {
    const field = current();
    if (field !== undefined) screen.field({ prompt: fieldPrompt(field), ...line, isSecret: field.kind === 'secret' });
  }

  /** Keys come many at once when something is pasted; they are drawn together. */
  function drawSoon(): void {
    if (isDrawDue) return;
    isDrawDue = true;
    queueMicrotask(drawIfDue);
  }

  function drawIfDue(): void {
    if (isDrawDue && !isClosed) draw();
    isDrawDue = false;
  }

  function note(text: string): void {
    drawIfDue();
    screen.note(text);
  }

  /** Keeps what is typed here for when somebody comes back to this field. */
  function setAside(): void {
    if (line.text === acceptedText(walk.at)) pending.delete(walk.at);
    else pending.set(walk.at, line.text);
  }

  function go(next: FormWalk): void {
    screen.field(undefined);
    walk = next;
    const [waiting] = pending.keys();
    if (current() === undefined && waiting !== undefined) walk = { ...walk, at: waiting };
    const place = walk.fields[walk.at];
    if (place === undefined) return finish();
    const text = pending.get(walk.at) ?? acceptedText(walk.at);
    line = { text, cursor: text.length };
    for (const words of fieldHead(walk, say, language)) screen.note(words);
    draw();
  }

  /** What is typed as the field's value; what was not touched stays to the last character. */
  function typedValue(at: number, text: string): Json {
    const field = walk.fields[at]?.field;
    if (field === undefined) return null;
    const kept = walk.values[at];
    return kept !== undefined && text === acceptedText(at) ? kept : readFieldText(field, text);
  }

  /** The walk beyond this field; undefined with its fault shown when the value cannot stand. */
  function accept(): FormWalk | undefined {
    const field = current();
    if (field === undefined) return walk;
    const value = typedValue(walk.at, line.text);
    const fault = value === '' && isKeptSecret(field) ? undefined : checkField(field, value);
    if (fault !== undefined) {
      note(`! ${say(language, fault, {})}`);
      return undefined;
    }
    pending.delete(walk.at);
    screen.field(undefined);
    screen.note(`${fieldPrompt(field)}${acceptedShort(field, value, language)}`);
    const { walk: onward, isChanged } = acceptValue(walk, value);
    if (isChanged) keep(onward);
    return onward;
  }

  function keep(kept: FormWalk): void {
    isDraft = true;
    submit(valuesOf(kept, true), true);
  }

  function next(): void {
    const onward = accept();
    if (onward !== undefined) go(onward);
  }

  function save(): void {
    const onward = accept();
    if (onward !== undefined) go({ ...onward, at: onward.fields.length });
  }

  function finish(): void {
    close();
    submit(valuesOf(walk, false), false);
    done();
  }

  function back(): void {
    setAside();
    go(previousField(walk));
  }

  /** What was typed here goes first, then the values accepted before. */
  function undo(): void {
    const accepted = acceptedText(walk.at);
    if (line.text !== accepted) {
      taken = { at: walk.at, text: line.text };
      line = { text: accepted, cursor: accepted.length };
      pending.delete(walk.at);
      return draw();
    }
    taken = undefined;
    jump(undoStep(walk), 'undone', 'nothing-to-undo');
  }

  function redo(): void {
    if (taken?.at === walk.at && line.text === acceptedText(walk.at)) {
      line = { text: taken.text, cursor: taken.text.length };
      taken = undefined;
      return draw();
    }
    setAside();
    jump(redoStep(walk), 'redone', 'nothing-to-redo');
  }

  function jump(to: FormWalk | undefined, what: 'undone' | 'redone', nothing: 'nothing-to-undo' | 'nothing-to-redo'): void {
    if (to === undefined) return note(say(language, texts[nothing], {}));
    pending.delete(to.at);
    note(say(language, texts[what], { label: to.fields[to.at]?.field.label ?? '' }));
    keep(to);
    go(to);
  }

  /** Everything typed that can stand in a draft, also where nobody pressed Enter yet. */
  function leave(): void {
    setAside();
    let left = walk;
    for (const [at, text] of pending) {
      const field = walk.fields[at]?.field;
      const value = typedValue(at, text);
      if (field === undefined || !mayStandInDraft(field, value) || isSame(field, walk.values[at], value)) continue;
      left = { ...left, values: left.values.with(at, value) };
    }
    close();
    if (left !== walk) keep(left);
    screen.note(isDraft ? say(language, texts['form-draft'], { command: commandOf(form) }) : say(language, texts['form-left'], {}));
    done();
  }

  function close(): void {
    isClosed = true;
    screen.takeKeys(undefined);
    screen.field(undefined);
  }

  /** A level or a flag is one letter: a new one stands in place of the old. */
  function overwrites({ ctrl, meta, typed = '' }: TypedKey): boolean {
    const kind = current()?.kind;
    if ((kind !== 'level' && kind !== 'flag') || line.text !== acceptedText(walk.at)) return false;
    return ctrl !== true && meta !== true && /^[\p{L}\p{N}]$/u.test(typed);
  }

  const read = createKeyReader(() => current()?.kind === 'text');

  function take(key: TypedKey): void {
    const action = read(key, line);
    switch (action.do) {
      case 'leave':
        return leave();
      case 'undo':
        return undo();
      case 'redo':
        return redo();
      case 'save':
        return save();
      case 'next':
        return next();
      case 'back':
        return back();
      case 'insert':
        line = insertText(
          { text: line.text.slice(0, line.cursor - action.over) + line.text.slice(line.cursor), cursor: line.cursor - action.over },
          action.text,
        );
        return drawSoon();
      case 'edit':
        line = editLine(overwrites(key) ? { text: '', cursor: 0 } : line, key) ?? line;
        return drawSoon();
    }
  }

  screen.takeKeys(take);
  screen.note(form.title);
  screen.note(say(language, texts['form-keys'], {}));
  go(walk);
  return { leave };
}

/** A text too long to be saved is worth keeping; a cleared one or a wrong word for a number is not. */
function mayStandInDraft(field: Field, value: Json): boolean {
  if (checkField(field, value) === undefined) return true;
  return (field.kind === 'line' || field.kind === 'text') && value !== '';
}
