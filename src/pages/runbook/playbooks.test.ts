import { ALL_PLAYBOOKS, findPlaybook, searchPlaybooks } from './playbooks';

describe('finding a playbook', () => {
  it('knows every check by its id and by that of its alert', () => {
    for (const { definition } of ALL_PLAYBOOKS) {
      expect(findPlaybook(definition.id)?.definition).toBe(definition);
      if (definition.alert) {
        expect(findPlaybook(definition.alert)?.definition.alert).toBe(definition.alert);
      }
    }
    expect(findPlaybook('runs-stalled')?.definition.id).toBe('stale-data');
    expect(findPlaybook('devdiag-runs-stalled')?.definition.id).toBe('stale-data');
  });

  it.each(['', 'nope', '__proto__', 'constructor', 'devdiag-', '../stale-data'])('finds none for %j', (id) => {
    expect(findPlaybook(id)).toBeUndefined();
  });

  it('searches the whole text, every word, titles first', () => {
    expect(searchPlaybooks('')).toHaveLength(ALL_PLAYBOOKS.length);
    expect(searchPlaybooks('FRESHNESS')[0].definition.id).toBe('stale-data');
    expect(searchPlaybooks('freshness zebra')).toEqual([]);
  });
});
