/** Words for numbers in a check's sentence. English, without a locale: the same text on every machine. */

/** Minutes as the two largest units that say something: "3 minutes", "2 h 5 min", "4 d 7 h". */
export function duration(minutes: number): string {
  if (minutes < 1) {
    return 'less than a minute';
  }
  const whole = Math.round(minutes);
  if (whole < 60) {
    return plural(whole, 'minute');
  }
  if (whole < 48 * 60) {
    const rest = whole % 60;
    return `${Math.floor(whole / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
  }
  const hours = Math.round(whole / 60);
  return `${Math.floor(hours / 24)} d${hours % 24 === 0 ? '' : ` ${hours % 24} h`}`;
}

/** "1 run", "2 runs", "1,234 runs". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

/** 1234567 as "1,234,567". Whole numbers only. */
export function thousands(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A share of 0 to 1 as per cent, with a decimal only below ten: "3.4 %", "27 %". */
export function percent(share: number): string {
  // Rounded first: 0.07 times 100 is not quite 7.
  const tenths = Math.round(share * 1000) / 10;
  return `${Math.abs(tenths) < 10 ? tenths.toFixed(Number.isInteger(tenths) ? 0 : 1) : Math.round(share * 100)} %`;
}

/** Bytes in the units of PostgreSQL's pg_size_pretty, base 1024: "812 MB", "5.2 GB". */
export function bytes(size: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = size;
  let unit = 0;
  // What would be rounded up to 1024 is already one of the next unit.
  while (Math.abs(value) >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit > 0 && Math.abs(value) < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A long list for one sentence: the first few, and how many more. */
export function list(items: string[], most = 3): string {
  const shown = items
    .slice(0, most)
    .map((item) => shorten(item))
    .join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

/** Cuts what would not fit into a sentence; whole text belongs into the evidence. */
export function shorten(text: string, most = 60): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
