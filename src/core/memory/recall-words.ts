import { foldWords } from './fold-words.ts';

/** Words that say nothing about what a line is about, in the two languages of the bot; folded. */
const idle = new Set(
  foldWords(`a about after again all also am an and any are as at be because been before being but by call called can could did do does for from had
  has have having he her here him his how i if in into is it its just know let like me more most my myself name named no not now of off on only or
  other our out over own she should so some such tell than that the their them then there these they this those to too us very was we were what
  when where which while who whom whose why will with would yes you your yours
  ab aber als also am an auch auf aus bei beim bin bis bist bitte da damit danach dann das dass dein deine deinem deinen deiner dem den denn der
  deren des die dies diese diesem diesen dieser dieses dich dir doch du durch ein eine einem einen einer eines er es euch euer fur gewesen hab habe haben
  hast hat hatte hattest hatten heißt heisst hier ich ihm ihn ihnen ihr ihre ihrem ihren im immer in ins ist ja jede jedem jeden jeder jedes jetzt
  kann kannst man mal mehr mein meine meinem meinen meiner meines mich mir mit nach nein nicht noch nochmal nur ob oder ohne sag sehr sein seine
  seinem seinen seiner seit sich sie sind so soll sollte uber um und uns unser unsere unter viel vom von vor war waren warst was weil weißt wem wen
  wenn wer werde werden wie wieder will willst wir wird wirst wo wollte wurde wurden zu zum zur`),
);

/** Most words of one search: more cost time and find nothing better. */
const mostWords = 12;

/** The words to look for in what was said before: at most twelve, folded, without the idle ones. */
export function recallWords(text: string): readonly string[] {
  const words = foldWords(text.slice(0, 2000)).filter((word) => word.length > 1 && word.length < 40 && !idle.has(word));
  return [...new Set(words)].slice(0, mostWords);
}

/** Every word by which a line could be told from others. */
export function distinctiveWords(text: string): readonly string[] {
  return foldWords(text).filter((word) => word.length > 2 && !idle.has(word));
}
