import { describe, expect, it } from 'vitest';
import { annotationOfMute, LONGEST_MUTE_MS, muteFromAnnotation, muteProblems, type MuteAnnotation } from './mutes.ts';

const MUTE = { checkId: 'stale-data', reason: 'Moving the writer', since: 1795456106030, until: 1795459706030 };

/** As a real Grafana lists what was written. */
function listed(sent: MuteAnnotation) {
  return {
    id: 8,
    dashboardUID: '',
    created: 1795456106034,
    updated: 1795456106034,
    ...sent,
    login: 'editor',
    email: 'editor@example.test',
    data: {},
  };
}

describe('mutes as annotations', () => {
  it('come back as they were sent, with their owner and where they are kept', () => {
    expect(muteFromAnnotation(listed(annotationOfMute(MUTE)))).toEqual({ ...MUTE, id: '8', owner: 'editor' });
  });

  it('carry both tags', () => {
    expect(annotationOfMute(MUTE)).toEqual({
      time: MUTE.since,
      timeEnd: MUTE.until,
      tags: ['devdiag-mute', 'devdiag-check:stale-data'],
      text: 'Moving the writer',
    });
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['text', 'devdiag-mute'],
    ['another annotation', { ...listed(annotationOfMute(MUTE)), tags: ['devdiag', 'incident'] }],
    ['no check', { ...listed(annotationOfMute(MUTE)), tags: ['devdiag-mute'] }],
    ['an empty check', { ...listed(annotationOfMute(MUTE)), tags: ['devdiag-mute', 'devdiag-check:'] }],
    ['only the check', { ...listed(annotationOfMute(MUTE)), tags: ['devdiag-check:stale-data'] }],
    ['a point in time', { ...listed(annotationOfMute(MUTE)), timeEnd: MUTE.since }],
    ['no end', { ...listed(annotationOfMute(MUTE)), timeEnd: undefined }],
    ['tags that are none', { ...listed(annotationOfMute(MUTE)), tags: 'devdiag-mute' }],
    ['odd tags', { ...listed(annotationOfMute(MUTE)), tags: ['devdiag-mute', 7, null] }],
    ['no id', { ...listed(annotationOfMute(MUTE)), id: undefined }],
  ])('%s mutes nothing', (_, annotation) => {
    expect(muteFromAnnotation(annotation)).toBeNull();
  });

  it('without a login belong to nobody known', () => {
    expect(muteFromAnnotation({ ...listed(annotationOfMute(MUTE)), login: '' })?.owner).toBe('unknown');
  });
});

describe('a mute about to be made', () => {
  const now = MUTE.since;
  it('needs a reason and an end that comes soon enough', () => {
    expect(muteProblems(MUTE, now)).toEqual({});
    expect(muteProblems({ ...MUTE, reason: '  ' }, now)).toEqual({ reason: expect.stringMatching(/Say why/) });
    expect(muteProblems({ ...MUTE, reason: 'x'.repeat(501) }, now)).toHaveProperty('reason');
    expect(muteProblems({ ...MUTE, until: now }, now)).toEqual({ until: expect.stringMatching(/future/) });
    expect(muteProblems({ ...MUTE, until: NaN }, now)).toHaveProperty('until');
    expect(muteProblems({ ...MUTE, until: now + LONGEST_MUTE_MS + 1 }, now)).toEqual({
      until: expect.stringMatching(/90 days/),
    });
  });
});
