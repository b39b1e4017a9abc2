import { describe, expect, it } from 'vitest';
import { freshFolder } from './probe.ts';
import { key, PseudoTerminal } from './pseudo-terminal.ts';

/** The end of what is on the screen: since when `text` was last looked at. */
const after = (terminal: PseudoTerminal, mark: number): string => terminal.text.slice(mark);

describe('the studio in a terminal', () => {
  it('the form field by field with the old text ready, faults at once, undo and redo, preview, save, undo', async () => {
    const terminal = new PseudoTerminal({ columns: 120 });
    await terminal.say('/personality create Ren "Ren repairs clocks."');
    await terminal.see(/Ren[\s\S]*you {2}› $/);
    await terminal.say('/personality edit ren');
    await terminal.see(/Name › Ren\s*$/);
    // The old text is there: what is typed goes to its end.
    terminal.type(' II\r');
    await terminal.see(/Tagline › \s*$/);
    terminal.type('Tick\r');
    await terminal.see(/Pronouns › \s*$/);
    terminal.type(key.ctrlZ);
    await terminal.see(/Tagline › (?:Tick)?\s*$/);
    terminal.type(key.ctrlZ);
    await terminal.see(/Name › Ren(?: II)?\s*$/);
    terminal.type(`${key.ctrlY}${key.ctrlY}`);
    await terminal.see(/Pronouns ›\s*$|Tagline › Tick\s*$/);
    // Ctrl-S ends the form from anywhere.
    terminal.type('\u0013');
    await terminal.see(/not saved yet[\s\S]*Ren → Ren II[\s\S]*\[1\] Save[\s\S]*you {2}› $/);
    terminal.type('1\r');
    await terminal.see(/\[1\] Save[\s\S]*(?:saved|revision|Undo)[\s\S]*you {2}› $/i);
    const mark = terminal.text.length;
    await terminal.say('/personality show "Ren II"');
    await terminal.see(/Ren II[\s\S]*Tick[\s\S]*you {2}› $/);
    await terminal.say('/personality edit "Ren II" undo');
    await terminal.see(/Ren is at revision 1 again[\s\S]*you {2}› $/);
    await terminal.say('/personality browse ren');
    await terminal.see(/browse ren\s[\s\S]*Ren · [\s\S]*you {2}› $/);
    expect(after(terminal, mark)).not.toContain('Something broke');
  });

  it('Ctrl-C keeps what was filled in: after kill -9 too, the draft is there again', async () => {
    const folder = freshFolder();
    const terminal = new PseudoTerminal({ folder });
    await terminal.say('/personality create Ren "Ren repairs clocks."');
    await terminal.say('/personality edit ren');
    await terminal.see(/Name › Ren\s*$/);
    terminal.type('\r');
    await terminal.see(/Tagline › \s*$/);
    terminal.type('Kept in a draft.\r');
    await terminal.see(/Pronouns › \s*$/);
    terminal.type(key.ctrlC);
    await terminal.see(/Kept as a draft[\s\S]*you {2}› $/);
    terminal.type(key.ctrlD);
    await terminal.exited;
    const again = new PseudoTerminal({ folder });
    await again.say('/personality edit ren');
    await again.see(/Name › Ren\s*$/);
    again.type('\r');
    await again.see(/Tagline › Kept in a draft\.\s*$/);
  });

  it('Tab completes commands and the values of their options', async () => {
    const terminal = new PseudoTerminal();
    await terminal.see(/you {2}› $/);
    terminal.type(`/pers${key.tab}`);
    await terminal.see(/\/personality $/);
    terminal.type(`us${key.tab}`);
    await terminal.see(/\/personality use $/);
    terminal.type(`Tom${key.tab}\r`);
    await terminal.see(/From now on Tomasz answers here/);
  });

  it('numbers press what was shown', async () => {
    const terminal = new PseudoTerminal();
    await terminal.say('/tour');
    await terminal.see(/steps: 1[\s\S]*\[1\] Next[\s\S]*you {2}› $/);
    terminal.type('1\r');
    await terminal.see(/steps: 2[\s\S]*\[2\] Try it/);
  });
});
