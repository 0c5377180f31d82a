import { describe, expect, it } from 'vitest';
import { withoutSecrets } from './io.ts';

describe('what is written to stderr', () => {
  it('holds none of the secrets, as they are or percent-encoded', () => {
    expect(withoutSecrets('a p@ss/w b p%40ss%2Fw', ['p@ss/w'])).toBe('a *** b ***');
    expect(withoutSecrets('abcd', ['ab', 'abcd'])).toBe('***');
  });

  it('holds no password of an address that nobody told us about', () => {
    expect(withoutSecrets('to postgres://u:x@y@h/d and http://a:b@c', [])).toBe(
      'to postgres://u:***@h/d and http://a:***@c'
    );
    expect(withoutSecrets('postgres://h?password=x&b=1 token=abc', [])).toBe('postgres://h?password=***&b=1 token=***');
    expect(withoutSecrets('see http://host:80/path', [])).toBe('see http://host:80/path');
  });
});
