import { zonesMatching } from './ZonePicker';

const names = async (input: string) => (await zonesMatching(input)).map(({ value }) => value);

describe('finding a time zone', () => {
  it('begins with UTC and holds the world', async () => {
    const all = await names('');
    expect(all[0]).toBe('UTC');
    expect(all.length).toBeGreaterThan(300);
    expect(new Set(all).size).toBe(all.length);
  });

  it('finds by a part, whatever the case, blanks for underscores', async () => {
    expect((await names('berl'))[0]).toBe('Europe/Berlin');
    expect(await names('new york')).toContain('America/New_York');
  });

  it('takes another name of a zone that is typed in full, and nothing that is no zone', async () => {
    expect(await names('Asia/Kolkata')).toEqual(['Asia/Kolkata']);
    expect(await names('US/Pacific')).toEqual(['US/Pacific']);
    expect(await names('Nowhere')).toEqual([]);
    expect(await names('+02:00')).toEqual([]);
  });
});
