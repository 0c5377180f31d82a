/**
 * Text from people and databases inside Markdown, for renderers that follow CommonMark with GitHub's extensions, and
 * harmless in channels that know less.
 */

/** Only what has a meaning where it stands, so that the source stays readable in a channel that shows it plain. */
const SPECIAL = /[\\`*[\]<>~&|#$]|_(?![A-Za-z0-9])|:(?=\/)|(?<=www)\./gi;
const LINE_BREAKS_AND_CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** Marks that turn the direction of text around: what follows would read as something else. */
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text that is shown as it is: nothing in it formats, links, mentions anybody or begins a block. Breaks become spaces.
 */
export function prose(text: string): string {
  return (
    oneLine(text)
      .replace(SPECIAL, '\\$&')
      // What would begin a list or underline a heading.
      .replace(/^(\d+)([.)])/, '$1\\$2')
      .replace(/^[-+=]/, '\\$&')
      // Mentions are found after escapes are gone: the sign is parted from the name by a character without width.
      .replace(/@/g, '@\u200b')
  );
}

/** Text as code, exactly as it is but on one line; its fence is longer than any run of backticks in it. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  if (line === '') {
    return '(empty)';
  }
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

function oneLine(text: string): string {
  return text.replace(LINE_BREAKS_AND_CONTROLS, ' ').replace(DIRECTION_MARKS, '').trim();
}
