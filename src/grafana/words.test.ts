import { wordsIn } from './words';

describe('the words in whatever was thrown', () => {
  it.each<[string, unknown, string]>([
    ['an Error', new Error('no such table'), 'no such table'],
    ['a text', ' timed out ', 'timed out'],
    ['Grafana’s refusal', { status: 403, statusText: 'Forbidden', data: { message: 'Not for you' } }, 'Not for you'],
    ['its older form', { status: 500, data: { error: 'broken' } }, 'broken'],
    ['an answer that is a text', { status: 502, data: 'upstream is gone' }, 'upstream is gone'],
    ['a message that is none', { message: { message: 'deep down' } }, 'deep down'],
    ['an empty message', { message: '', data: { message: 'said here' } }, 'said here'],
    ['an error in an error', { error: { data: { message: 'said there' } } }, 'said there'],
    ['several', { errors: [{ refId: 'A' }, { message: 'the second' }] }, 'the second'],
    ['an Error made of an object', new Error(String({}), { cause: new Error('the first one') }), 'the first one'],
    ['only a status', { status: 504, statusText: 'Gateway Timeout' }, 'Gateway Timeout'],
    ['a page of a proxy', { status: 502, statusText: 'Bad Gateway', data: '<html>…' }, 'Bad Gateway'],
  ])('%s', (_, thrown, words) => {
    expect(wordsIn(thrown)).toBe(words);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an object', {}],
    ['a message that is an object', { message: {} }],
    ['an Error of an object', new Error(String({}))],
    ['a number', 7],
    ['a page', '<!doctype html>'],
  ])('%s has none, which is said', (_, thrown) => {
    expect(wordsIn(thrown)).toBe('Grafana gave no reason');
    expect(wordsIn(thrown, 'nobody knows')).toBe('nobody knows');
  });

  it('comes to an end with what holds itself', () => {
    const endless: Record<string, unknown> = {};
    endless.error = endless;
    expect(wordsIn(endless)).toBe('Grafana gave no reason');
  });

  it('is not longer than anybody reads', () => {
    expect(wordsIn('x'.repeat(5000))).toHaveLength(1000);
  });
});
