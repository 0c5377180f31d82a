import { createHash } from 'node:crypto';

const OMITTED = new Set(` ,"'\n\r\0?.()-_[]/\\!{}%`);
const REPLACED: Record<string, string> = { '&': 'and', '@': 'at', ß: 'ss', ä: 'a', ö: 'o', ü: 'u', é: 'e', è: 'e' };
const LONGEST = 50;

/** A title as part of an address, as Grafana writes it: odd characters become their bytes in hex. Recorded with `:`. */
export function slugify(title: string): string {
  let slug = '';
  let gap = false;
  for (const letter of title.trim().toLowerCase()) {
    if (OMITTED.has(letter)) {
      gap = true;
      continue;
    }
    const plain = REPLACED[letter] ?? (/[a-z0-9]/.test(letter) ? letter : undefined);
    slug += `${gap ? '-' : ''}${plain ?? Buffer.from(letter).toString('hex')}`;
    gap = plain === undefined;
  }
  slug = slug.replace(/^-+|-+$/g, '');
  return slug === '' || Buffer.byteLength(slug) > LONGEST
    ? createHash('sha1').update(slug).digest('hex').slice(0, 7)
    : slug;
}
