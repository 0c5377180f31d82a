import type { ExpectedHours } from '@devdiag/catalog/types';
import { quoteLiteral } from './quote.ts';

/** True when every minute of the week is expected time. */
export function isAlways(hours: ExpectedHours): boolean {
  return new Set(hours.days).size === 7 && hours.from === '00:00' && hours.to === '24:00';
}

/**
 * SQL for the minutes of expected time between two timestamptz expressions: 0 when `to` is not later, null when one of
 * them is null (an unknown time must not read as "just now").
 *
 * Opening hours are laid out day by day in their own zone and only then turned into instants, so a day with a clock
 * change has 23 or 25 hours and a window that ends after midnight belongs to the day on which it began.
 */
export function expectedMinutesSql(from: string, to: string, hours: ExpectedHours): string {
  if (isAlways(hours)) {
    return whenKnown(from, to, `extract(epoch from (${to}) - (${from})) / 60.0`);
  }
  const zone = quoteLiteral(hours.zone);
  const days = [...new Set(hours.days)].sort((a, b) => a - b).join(', ');
  const opens = minutesOfDay(hours.from);
  const closes = minutesOfDay(hours.to) > opens ? minutesOfDay(hours.to) : minutesOfDay(hours.to) + 24 * 60;
  return whenKnown(
    from,
    to,
    `(
    select coalesce(sum(extract(epoch from least(open_hours.closes, ${to}) - greatest(open_hours.opens, ${from}))), 0) / 60.0
    from (
      select ${wallClock('day', opens)} at time zone ${zone} as opens, ${wallClock('day', closes)} at time zone ${zone} as closes
      from generate_series(
        date_trunc('day', (${from}) at time zone ${zone}) - interval '1 day',
        (${to}) at time zone ${zone},
        interval '1 day'
      ) as day
      where extract(isodow from day) in (${days || 'null'})
    ) open_hours
    where open_hours.closes > (${from}) and open_hours.opens < (${to})
      -- Hours that the clock skips in spring are none, and may even end before they begin.
      and open_hours.closes > open_hours.opens
  )`
  );
}

function whenKnown(from: string, to: string, minutes: string): string {
  return `(case when (${from}) < (${to}) then ${minutes} when (${from}) >= (${to}) then 0 end)`;
}

/** Whole days are added as days, the rest as minutes, so that 24:00 is midnight and not "1440 minutes later". */
function wallClock(day: string, minutes: number): string {
  const days = Math.floor(minutes / 1440);
  return `(${day} + interval '${days} days ${minutes % 1440} minutes')`;
}

function minutesOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
