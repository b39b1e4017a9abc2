import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { toFieldText } from '../../../core/answers/field-text.ts';
import type { Field, Form } from '../../../core/answers/form.ts';
import type { Payload } from './api.ts';
import { cut, inRows } from './buttons.ts';
import { type ModalView, mostFaulty } from './modals.ts';
import { texts } from './texts.ts';

const longest = { title: 400, value: 60, section: 260, faults: 500, content: 1_990, label: 80 };

/** Fields that need a look. */
export function faultyFields(form: Form): readonly Field[] {
  return form.sections.flatMap(({ fields }) => fields).filter(({ fault }) => fault !== undefined);
}

/**
 * A form as a message: each section with what stands in it and a button that opens it; what needs a look comes first. `showsValues`: only
 * its owner can read it.
 */
export function toFormPanel(form: Form, { say, locale, showsValues }: ModalView & { readonly showsValues: boolean }): Payload {
  const faulty = faultyFields(form);
  const isLone = form.sections.length === 1;
  const head = `**${cut(form.title, longest.title)}**`;
  const faults = cut(faulty.map(({ label, fault = '' }) => `⚠️ ${label}: ${fault}`).join('\n'), longest.faults);
  const sections = form.sections.map(({ title, fields }) => {
    const mark = fields.some(({ fault }) => fault !== undefined) ? ' ⚠️' : '';
    const values = fields.map((field) => (showsValues ? `${field.label}: ${shortValue(field, { say, locale })}` : field.label)).join(' · ');
    return `**${title}**${mark}\n${cut(values, longest.section)}`;
  });
  const content = cut([head, faults, ...sections].filter((part) => part !== '').join('\n\n'), longest.content);
  const buttons: APIButtonComponentWithCustomId[] = [
    ...(faulty.length === 0
      ? []
      : [button(`x:${form.id}`, say(locale, texts.fix, { count: Math.min(faulty.length, mostFaulty) }), ButtonStyle.Danger)]),
    ...form.sections.map(({ title }, index) =>
      button(`s:${form.id}:${index}`, isLone ? say(locale, texts.open, {}) : title, ButtonStyle.Secondary),
    ),
    ...(isLone ? [] : [button(`v:${form.id}`, say(locale, texts.save, {}), ButtonStyle.Success)]),
  ];
  return { body: { content, components: inRows(buttons), allowed_mentions: { parse: [] } }, files: [] };
}

function button(custom_id: string, label: string, style: APIButtonComponentWithCustomId['style']): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, custom_id, label: cut(label, longest.label), style };
}

function shortValue(field: Field, { say, locale }: ModalView): string {
  const { kind, value, limits } = field;
  if (kind === 'secret') return say(locale, texts.hidden, {});
  if (typeof value === 'boolean') return say(locale, value ? texts.yes : texts.no, {});
  const text = toFieldText(field, value, locale);
  if (text === '') return say(locale, kind === 'level' ? texts.unset : texts.empty, {});
  if (kind === 'level') return limits.options?.[Number(text) - 1]?.label ?? text;
  if (kind === 'choice') return limits.options?.find((option) => option.value === text)?.label ?? text;
  // What somebody typed is shown as typed, not laid out.
  return cut(text.replaceAll(/\s+/g, ' ').replaceAll(/[*_~|`>#\\]/g, ''), longest.value);
}
