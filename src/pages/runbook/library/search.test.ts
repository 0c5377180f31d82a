import { ALL_PAGES, findPage, neighbours } from './pages';
import { searchPages } from './search';
import { SECTIONS } from './sections';
import { blocksOf } from './texts';

describe('the pages', () => {
  it('come by section, each with a text', () => {
    const places = ALL_PAGES.map(({ section }) => SECTIONS.indexOf(section));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(ALL_PAGES.filter((page) => blocksOf(page).length === 0)).toEqual([]);
    expect(new Set(ALL_PAGES.map(({ id }) => id)).size).toBe(ALL_PAGES.length);
  });

  it.each([
    ['stale-data', 'stale-data'],
    ['runs-stalled', 'stale-data'],
    ['devdiag-runs-stalled', 'stale-data'],
    ['team-devdiag-runs-stalled', 'stale-data'],
    ['top-problem-dominates', 'top-problem'],
    ['high-diversity', 'problem-diversity'],
    ['confidence-drop', 'fix-confidence'],
    ['ttr-regression', 'ttr'],
    ['new-rows-today', 'new-rows-today'],
    ['morning-check', 'morning-check'],
  ])('%s leads to %s', (id, page) => expect(findPage(id)?.id).toBe(page));

  it.each(['', 'nope', '__proto__', 'constructor', 'devdiag-', '../stale-data'])('nothing is found for %j', (id) =>
    expect(findPage(id)).toBeUndefined()
  );

  it('follow each other from the first to the last', () => {
    expect(neighbours(ALL_PAGES[0]).previous).toBeUndefined();
    let count = 1;
    for (let page = ALL_PAGES[0]; ; count++) {
      const { next } = neighbours(page);
      if (!next) {
        break;
      }
      expect(neighbours(next).previous).toBe(page);
      page = next;
    }
    expect(count).toBe(ALL_PAGES.length);
  });
});

describe('the search', () => {
  const ids = (query: string, firing?: string[]) => searchPages(query, firing).map(({ page }) => page.id);

  it('finds by title, id, alert, heading and text, titles first, in any case', () => {
    expect(ids('FRESHNESS')[0]).toBe('stale-data');
    expect(ids('runs-stalled')[0]).toBe('stale-data');
    expect(ids('diagnostic runs stalled')[0]).toBe('stale-data');
    expect(ids('when it is over').length).toBeGreaterThan(10);
    expect(ids('mcp.json')).toContain('stale-data');
  });

  it('wants every word', () => {
    expect(ids('freshness zebra')).toEqual([]);
    expect(ids('   ')).toEqual([]);
  });

  it('ranks playbooks of firing alerts first, and says that they fire', () => {
    const before = ids('tenant');
    expect(before[0]).not.toBe('ttr');
    expect(before).toContain('ttr');
    const [first, second] = searchPages('tenant', ['ttr-regression']);
    expect([first.page.id, first.firing]).toEqual(['ttr', true]);
    expect([second.page.id, second.firing]).toEqual([before[0], false]);
  });

  it('finds the pages that can be asked about a problem code, whether or not they name it', () => {
    const hits = searchPages('SOMETHING_NEW_BLOCKED');
    expect(hits.map(({ page }) => page.id)).toContain('top-problem');
    expect(hits.every(({ takesCode }) => takesCode)).toBe(true);
  });

  it('leads to the heading that the words stand under, and shows them', () => {
    const [hit] = searchPages('standby read-only full disk');
    expect(hit.page.id).toBe('stale-data');
    expect(hit.heading?.id).toBe('mitigation');
    expect(hit.excerpt).toMatch(/standby/);
  });
});
