/**
 * The id of a heading, as links name it: "When it is over" is `when-it-is-over`. GitHub makes the same ones of plain
 * words; headings keep to those.
 *
 * @param taken ids given before on the same page; the new one is added
 */
export function headingId(text: string, taken: Set<string>): string {
  const base =
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'section';
  let id = base;
  for (let count = 2; taken.has(id); count++) {
    id = `${base}-${count}`;
  }
  taken.add(id);
  return id;
}

/** Words without Markdown's signs. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_]/g, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}
