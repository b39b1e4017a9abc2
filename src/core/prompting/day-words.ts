import { LRUCache } from 'lru-cache';

const dayMs = 86_400_000;
const quarterMs = 900_000;
/** Making a formatter costs a hundred times its use. */
const formats = new LRUCache<string, ZoneFormats>({ max: 200 });

interface ZoneFormats {
  readonly zone: string;
  readonly weekday: Intl.DateTimeFormat;
  readonly date: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
  readonly parts: Intl.DateTimeFormat;
  /** Days of the calendar by the quarter of an hour: no zone's day begins within one. */
  readonly dayNumbers: LRUCache<number, number>;
}

/** Days and times as somebody in this zone names them. */
export interface DayWords {
  /** As given, or UTC where there is no such zone. */
  readonly zone: string;
  weekday(at: number): string;
  /** `24 November 2026`. */
  date(at: number): string;
  /** `09:05`. */
  time(at: number): string;
  /** `Monday, 23 November 2026`, of the day before. */
  dayBefore(at: number): string;
  /** How far `at` lies back from `now`, in days of the calendar: `yesterday`, `12 days ago`. */
  ago(at: number, now: number): string;
}

/** The day words of one time zone. */
export function dayWords(timeZone: string): DayWords {
  const { zone, weekday, date, time, parts, dayNumbers } = formatsOf(timeZone);
  const dayNumber = (at: number): number => {
    const quarter = Math.floor(at / quarterMs);
    const known = dayNumbers.get(quarter);
    if (known !== undefined) return known;
    const found = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const number = Math.round(Date.UTC(found['year'] ?? 1970, (found['month'] ?? 1) - 1, found['day'] ?? 1) / dayMs);
    dayNumbers.set(quarter, number);
    return number;
  };
  return {
    zone,
    weekday: (at) => weekday.format(at),
    date: (at) => date.format(at),
    time: (at) => time.format(at),
    dayBefore(at) {
      // By the calendar: a day of the clock's change is not 24 hours long.
      const before = (dayNumber(at) - 1) * dayMs;
      const utc = formatsOf('UTC');
      return `${utc.weekday.format(before)}, ${utc.date.format(before)}`;
    },
    ago: (at, now) => daysAgo(dayNumber(now) - dayNumber(at)),
  };
}

function daysAgo(days: number): string {
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 14) return `${days} days ago`;
  if (days < 60) return `${Math.floor(days / 7)} weeks ago`;
  if (days < 730) return `${Math.floor(days / 30.44)} months ago`;
  return `${Math.floor(days / 365.25)} years ago`;
}

function formatsOf(timeZone: string): ZoneFormats {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = makeFormats(timeZone);
  formats.set(timeZone, made);
  return made;
}

function makeFormats(timeZone: string): ZoneFormats {
  try {
    return {
      zone: timeZone,
      weekday: new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long' }),
      date: new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long', year: 'numeric' }),
      time: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
      parts: new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'numeric', year: 'numeric', calendar: 'gregory' }),
      dayNumbers: new LRUCache({ max: 500 }),
    };
  } catch {
    return makeFormats('UTC');
  }
}
