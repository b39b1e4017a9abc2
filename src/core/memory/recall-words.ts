/** Words that say nothing about what a question is after, in the two languages of the bot. */
const idle = new Set(
  `a about all am an and any are as at be been but by call called can could did do does for from had has have he her his how i if in is it its
  just know let like me my name named no not now of on or our she so some tell that the their them then there they this to us was we were what
  when where which who why will with would you your
  aber als am an auch auf aus bei bin bist das dein deine dem den der des die dir du ein eine einen einer eines er es für hast hat heißt heisst
  ich ihr im in ist ja kann man mein meine meinem meinen meiner meines mich mir mit nach nein noch nochmal nicht oder sag sie sind so über um und
  uns unser unsere von war was weißt wem wen wer wie wir wo zu zum zur`.split(/\s+/),
);

/** The words to look for in what was said before: at most twelve, lower case, without the idle ones. */
export function recallWords(text: string): readonly string[] {
  const words =
    text
      .slice(0, 2000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.filter((word) => word.length > 1 && word.length < 40 && !idle.has(word)))].slice(0, 12);
}
