/** Asked of the one being talked to, not of somebody in a story: short, a question, in the second person. English and German. */
const asks: readonly RegExp[] = [
  /\b(?:are|r) (?:you|u) (?:(?:really|actually|a|an|just|secretly|the|some|real|maybe|even) ){0,3}(?:human|person|real|alive|bot|robot|ai|machine|chat ?bot|computer|program|programme|software|(?:real )?(?:guy|girl|man|woman))\b/iu,
  /\b(?:am i|is this) (?:(?:really|actually|just) )?(?:talking|chatting|speaking|writing)? ?(?:to|with)? ?(?:a|an) (?:(?:real|actual) )?(?:human|person|bot|robot|ai|machine)\b/iu,
  /\bis (?:there|this) (?:a|an) (?:(?:real|actual) )?(?:human|person) (?:there|behind|writing|answering|on the other end)/iu,
  /(?<![\p{L}])bist du (?:(?:denn|eigentlich|wirklich|echt|nur|ein|eine|einfach|etwa|vielleicht) ){0,4}(?:mensch|person|echt|real|bot|roboter|ki|maschine|computer|programm|menschlich|lebendig|chatbot)(?![\p{L}])/iu,
  /(?<![\p{L}])(?:rede|schreibe|spreche|chatte) ich (?:hier |gerade |eigentlich |wirklich )*mit (?:einem|einer) (?:echten |richtigen )?(?:menschen|person|bot|ki|maschine|roboter)/iu,
  /(?<![\p{L}])(?:sitzt|schreibt|antwortet) (?:da|hier|mir)? ?(?:gerade |wirklich )?ein (?:echter )?mensch/iu,
];

/** Longest message that can be such a question, in UTF-16 units; more is a story. */
const longest = 200;

/** True when somebody sincerely asks whether a person is writing. */
export function asksHuman(text: string): boolean {
  return text.length <= longest && !/["“„«]/.test(text) && asks.some((ask) => ask.test(text));
}
