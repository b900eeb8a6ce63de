/** Text that is not ours, before it goes to what obeys control characters: a terminal, and VS Code's view of a test run. */

/** All but line breaks and tabs; also what turns the direction of writing round, and the separators that some take for a line break. */
const CONTROLS = /(?!\n|\t|\r\n)\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]/gu;

/** Each control character as its number: `\u001b`. JSON writes it so, too, and means the same by it. */
export function visible(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
