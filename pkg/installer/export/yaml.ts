import { Document, Scalar, visit } from 'yaml';

/** Characters that YAML's readers refuse, or take for the end of a line, when they stand there as they are. */
const NOT_AS_IS = '\\u007f-\\u00a0\\u2028\\u2029\\ufeff\\ufffe\\uffff';

/** Lines that can stand in a block as they are: no control characters, nothing invisible at either end. */
const BLOCK = new RegExp(
  `^(?!\\s)(?:[^\\u0000-\\u001f${NOT_AS_IS}]*(?<![ \\t])\\n)+[^\\u0000-\\u001f${NOT_AS_IS}]+(?<!\\s)$`
);

/** Keys that some reader takes for something else than their text: YAML 1.1 reads the `y` of a panel's place as true. */
const MISTAKABLE_KEY = /^(y|n|yes|no|on|off|true|false|null|~|[-+.\d].*)$/i;

/**
 * YAML that Grafana's reader (Go's, halfway between YAML 1.1 and 1.2) and every other one takes for the same: each
 * string is quoted, so that none is mistaken for a number, a time or a truth; texts of several lines, such as SQL,
 * stand as blocks where that is safe.
 * @param comment lines above everything, without the number sign
 */
export function toYaml(content: unknown, comment: string[] = []): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value !== 'string') {
        return;
      }
      if (key === 'key') {
        node.type = MISTAKABLE_KEY.test(node.value) ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
      } else {
        node.type = BLOCK.test(node.value) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
      }
    },
  });
  const text = document.toString({ lineWidth: 0 });
  const head = comment.map((line) => `${`# ${line}`.trimEnd()}\n`).join('');
  // Such characters can only stand in double quotes: blocks don't hold them, and keys are ours.
  return head + text.replace(new RegExp(`[${NOT_AS_IS}]`, 'g'), escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
