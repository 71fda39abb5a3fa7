import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goJson } from '../../../src/practice/wire/go-json.ts';
import { goDuration, goTime, pdBytes } from '../../../src/practice/wire/go-values.ts';

const MINUTE = 60_000;
const TIB = 1024 ** 4;

describe('what Go prints', () => {
  it('is indented JSON with big integers whole, left-out members left out and <, >, & escaped', () => {
    const value = { id: 15023255354651218625n, none: undefined, list: [], text: 'a<b>&c' };
    expect(goJson(value)).toBe(
      '{\n  "id": 15023255354651218625,\n  "list": [],\n  "text": "a\\u003cb\\u003e\\u0026c"\n}',
    );
    expect(goJson({ a: [1, { b: null }] }, '')).toBe('{"a":[1,{"b":null}]}');
  });

  it('reads back as what it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const given = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(goJson(given))).toEqual(given);
      }),
    );
  });

  it('writes durations, times and sizes in its own forms', () => {
    expect([0, 631, 9_230, 81_930, 62 * MINUTE].map(goDuration)).toEqual([
      '0s',
      '631ms',
      '9.23s',
      '1m21.93s',
      '1h2m0s',
    ]);
    expect([0, 1_500, 1_234].map(goTime)).toEqual(['00Z', '01.5Z', '01.234Z'].map((end) => `1970-01-01T00:00:${end}`));
    expect([TIB, 16 * TIB].map((bytes) => pdBytes(bytes, '2.1'))).toEqual(['1.0 TiB', '16 TiB']);
    expect([TIB, 14.918 * TIB].map((bytes) => pdBytes(bytes, '3.0'))).toEqual(['1TiB', '14.92TiB']);
  });
});
