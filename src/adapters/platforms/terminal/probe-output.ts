import type { ShownAction } from '../../../core/answers/action.ts';
import type { Answer } from '../../../core/answers/answer.ts';
import type { Field } from '../../../core/answers/form.ts';
import type { Outgoing, OutgoingReply } from '../../../core/ports/platform.ts';

/** The JSON line of something whole; pieces of a growing reply are `toDelta`'s. Undefined where nothing is to be printed. */
export function toProbeLine(message: Outgoing, key: string): object | undefined {
  switch (message.kind) {
    case 'reply':
      return message.end === undefined ? undefined : toReply(message, message.end, key);
    case 'answer': {
      const answer = withoutCalls(message.answer);
      return answer && { type: 'answer', to: message.to, last: message.last, answer, actions: toActions(message.actions) };
    }
    case 'notice':
      return { type: 'notice', to: message.to, text: message.text, ...someActions(message.actions) };
    case 'error': {
      const { to, code, field, partial, message: text, actions } = message;
      return {
        type: 'error',
        to,
        code,
        ...(field === undefined ? {} : { field }),
        ...(partial === undefined ? {} : { key, partial }),
        message: text,
        ...someActions(actions),
      };
    }
  }
}

function toReply(
  { to, joined, personality, text, variant, actions }: OutgoingReply,
  { finish, receipt }: NonNullable<OutgoingReply['end']>,
  key: string,
): object {
  return { type: 'reply', to, joined, key, personality: personality.id, text, variant, finish, receipt, actions: toActions(actions) };
}

/** What can be pressed, by its token: the calls behind stay in the store. A `talk` answer is not printed, its reply follows. */
function withoutCalls(answer: Answer): object | undefined {
  switch (answer.kind) {
    case 'text': {
      const { actions: _actions, ...rest } = answer;
      return rest;
    }
    case 'panel': {
      const { actions: _actions, ...rest } = answer;
      return rest;
    }
    case 'form': {
      const { submit: _submit, sections, ...form } = answer.form;
      return {
        kind: 'form',
        form: { ...form, sections: sections.map(({ title, fields }) => ({ title, fields: fields.map(withoutSecret) })) },
      };
    }
    case 'progress':
      return answer;
    case 'talk':
      return undefined;
  }
}

function withoutSecret(field: Field): Field {
  if (field.kind !== 'secret') return field;
  const { value: _value, ...rest } = field;
  return rest;
}

function toActions(actions: readonly ShownAction[] = []): readonly object[] {
  return actions.map(({ token, label, icon }) => ({ token, label, icon }));
}

function someActions(actions: readonly ShownAction[] = []): object {
  return actions.length === 0 ? {} : { actions: toActions(actions) };
}

/** What is new of a growing reply; `at` counts UTF-16 units already told, 0 starts anew. */
export function toDelta(reply: OutgoingReply, key: string, told: string): object | undefined {
  const at = reply.text.startsWith(told) ? told.length : 0;
  const text = reply.text.slice(at);
  return text === '' ? undefined : { type: 'delta', to: reply.to, key, at, text };
}
