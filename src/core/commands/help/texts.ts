import { defineTexts } from '../../texts/localized.ts';

export const helpTexts = defineTexts({
  dm: {
    en: 'Just write. I’m {name}; someone else: /personality use. About you: /me, /memory show. What I can do here:',
    de: 'Schreib einfach. Ich bin {name}; jemand anderes: /personality use. Über dich: /me, /memory show. Das kann ich hier:',
  },
  room: {
    en: 'Mention me or reply to me; otherwise I keep quiet. Here answers: {name}. Too much? /room quiet. What I can do here:',
    de: 'Erwähne mich oder antworte mir; sonst bin ich still. Hier antwortet: {name}. Zu viel? /room quiet. Das kann ich hier:',
  },
  more: { en: '/help NAME tells more, with examples.', de: '/help NAME sagt mehr, mit Beispielen.' },
  usage: { en: 'Typed: {usage}', de: 'So getippt: {usage}' },
  options: { en: 'It takes:', de: 'Es nimmt:' },
  option: {
    en: '· {name}{required, select, yes {} other { (may be left out)}}: {summary}',
    de: '· {name}{required, select, yes {} other { (kann fehlen)}}: {summary}',
  },
  examples: { en: 'For example:', de: 'Zum Beispiel:' },
  operator: { en: 'For the operator only.', de: 'Nur für den Betreiber.' },
  'room-admin': { en: 'In rooms for their moderators only.', de: 'In Räumen nur für deren Moderation.' },
});
