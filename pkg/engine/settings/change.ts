/**
 * Changes to stored settings, as data. Grafana replaces a plugin's jsonData whole, so a save has to be a small change
 * laid over what is stored at that moment; what the project doesn't know about must come through untouched.
 */

/**
 * A part of the settings as it should become. Objects are merged, everything else (lists too) is replaced, and a key
 * whose value is `undefined` is removed, which puts that setting back to its default.
 */
export type SettingsChange = { [key: string]: unknown };

/** Lays a change over stored settings. Neither argument is altered. */
export function applyChange(stored: SettingsChange, change: SettingsChange): SettingsChange {
  const result: SettingsChange = { ...stored };
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) {
      delete result[key];
    } else if (isRecord(value)) {
      const inner = applyChange(isRecord(result[key]) ? result[key] : {}, value);
      // An object that a reset has emptied says nothing any more; an object that was given empty is meant.
      if (Object.keys(inner).length === 0 && Object.keys(value).length > 0) {
        delete result[key];
      } else {
        result[key] = inner;
      }
    } else {
      result[key] = value;
    }
  }
  return result;
}

/** The smallest change that turns `before` into `after`; empty when they are equal. */
export function changeBetween(before: SettingsChange, after: SettingsChange): SettingsChange {
  const change: SettingsChange = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[key];
    const is = after[key];
    if (isRecord(is)) {
      const inner = changeBetween(isRecord(was) ? was : {}, is);
      if (Object.keys(inner).length > 0) {
        change[key] = inner;
      }
    } else if (isRecord(was) && is === undefined) {
      change[key] = changeBetween(was, {});
    } else if (!sameValue(was, is)) {
      change[key] = is;
    }
  }
  return change;
}

/**
 * Dotted paths that a change would write although somebody else wrote something else there meanwhile: the stored value
 * is neither what it was when editing began (`base`) nor what the change wants it to be.
 */
export function conflictingPaths(base: SettingsChange, current: SettingsChange, change: SettingsChange): string[] {
  return Object.entries(change).flatMap(([key, wanted]) => {
    const was = base[key];
    const is = current[key];
    if (isRecord(wanted)) {
      return conflictingPaths(isRecord(was) ? was : {}, isRecord(is) ? is : {}, wanted).map((path) => `${key}.${path}`);
    }
    return sameValue(was, is) || sameValue(is, wanted) ? [] : [key];
  });
}

function sameValue(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => sameValue(item, other[index]));
  }
  if (isRecord(one) && isRecord(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length && keys.every((key) => key in other && sameValue(one[key], other[key]))
    );
  }
  return Object.is(one, other);
}

function isRecord(value: unknown): value is SettingsChange {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
