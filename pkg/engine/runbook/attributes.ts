/** What stands behind the language of a fence: `id=newest title="Newest run" copy`. */
export interface Attributes {
  values: Map<string, string>;
  mistakes: string[];
}

const ATTRIBUTE = /\s*([a-z]+)(?:=(?:"([^"]*)"|([^\s"]+)))?(?=\s|$)/y;

/** Takes an info string apart. A word alone is a flag, whose value is empty. */
export function parseAttributes(info: string): Attributes {
  const values = new Map<string, string>();
  const mistakes: string[] = [];
  const text = info.trim();
  ATTRIBUTE.lastIndex = 0;
  while (ATTRIBUTE.lastIndex < text.length) {
    const at = ATTRIBUTE.lastIndex;
    const found = ATTRIBUTE.exec(text);
    if (!found) {
      mistakes.push(`"${text.slice(at).trim()}" is not of the form name=value or name="some words"`);
      break;
    }
    const [, name, quoted, bare] = found;
    if (values.has(name)) {
      mistakes.push(`says ${name} twice`);
    }
    values.set(name, quoted ?? bare ?? '');
  }
  return { values, mistakes };
}
