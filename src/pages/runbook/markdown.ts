/**
 * A playbook taken apart: headings (for the contents), fenced code (which gets buttons) and text between them. Only
 * fences and headings at the beginning of a line are taken out; whatever is nested stays with its text.
 */
export type Block =
  | { kind: 'heading'; level: number; text: string; id: string }
  | { kind: 'code'; language: string; code: string }
  | { kind: 'text'; markdown: string };

const FENCE = /^(`{3,}|~{3,})\s*([\w+-]*)[^`]*$/;
const HEADING = /^(#{1,6})\s+(.+?)\s*#*\s*$/;

/** Takes Markdown apart, in order. A title at the very top is left out: the page shows its own. */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  const ids = new Set<string>();
  let text: string[] = [];
  const endText = () => {
    if (text.some((line) => line.trim() !== '')) {
      blocks.push({ kind: 'text', markdown: text.join('\n').trim() });
    }
    text = [];
  };
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  for (let at = 0; at < lines.length; at++) {
    const fence = FENCE.exec(lines[at]);
    const heading = HEADING.exec(lines[at]);
    if (fence) {
      endText();
      const closing = new RegExp(`^${fence[1][0]}{${fence[1].length},}\\s*$`);
      const found = lines.findIndex((line, index) => index > at && closing.test(line));
      const end = found === -1 ? lines.length : found;
      blocks.push({ kind: 'code', language: fence[2].toLowerCase(), code: lines.slice(at + 1, end).join('\n') });
      at = end;
    } else if (heading) {
      endText();
      const level = heading[1].length;
      if (level > 1 || blocks.length > 0) {
        const words = plainText(heading[2]);
        blocks.push({ kind: 'heading', level, text: words, id: uniqueId(words, ids) });
      }
    } else {
      text.push(lines[at]);
    }
  }
  endText();
  return blocks;
}

/**
 * Whether a query only reads, as far as its text tells. What may write is never offered to run from a page. Comments and
 * quoted text don't count.
 */
export function onlyReads(sql: string): boolean {
  const bare = sql
    .replace(/--.*$/gm, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/"(?:[^"]|"")*"/g, 'x');
  const reads = /^\s*\(*\s*(select|with|values|table|show|explain)\b/i.test(bare);
  const writes =
    /\b(insert|update|delete|merge|drop|alter|create|grant|revoke|truncate|vacuum|reindex|analyze|refresh|call|do|copy|set|reset|into|lock|cluster|comment|pg_terminate_backend|pg_cancel_backend|pg_reload_conf|setval|nextval)\b/i;
  const several = /;\s*\S/.test(bare.trim());
  return reads && !several && !writes.test(bare);
}

function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_]/g, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}

function uniqueId(text: string, taken: Set<string>): string {
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
