/**
 * Text from a database for a terminal: nothing in it moves the cursor, changes colours, rings or turns the direction
 * of writing. Breaks become spaces.
 */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\r\u2028\u2029]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '');
}
