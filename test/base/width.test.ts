import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { displayWidth, fit } from '../../src/base/width.ts';

describe('the width of text', () => {
  it('is that of the terminal for every character alone, and between others', () => {
    for (let code = 0x20; code < 0x10000; code += code < 0x3100 ? 1 : 97) {
      const char = String.fromCharCode(code);
      if (displayWidth(char) !== stringWidth(char)) expect.fail(`U+${code.toString(16)}`);
      if (displayWidth(`a${char}集`) !== stringWidth(`a${char}集`))
        expect.fail(`U+${code.toString(16)} between others`);
    }
  });

  it('is that of the terminal for any text', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '集', '█', '✔', '\u{fe0f}', '\u200d', '👍', 'é', '\u0301', '…', ' '),
    });
    fc.assert(
      fc.property(text, (s) => {
        expect(displayWidth(s)).toBe(stringWidth(s));
      }),
    );
  });

  it('fits any text into any room', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (s, columns) => {
        expect(displayWidth(fit(s, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
