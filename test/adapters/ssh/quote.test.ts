import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideFromPkill, quoteArgv, quoteCommand } from '../../../src/adapters/ssh/quote.ts';

/** What a real sh makes of a command line: the words its program is given. */
function wordsOf(commandLine: string): readonly string[] {
  const printed = execFileSync('sh', ['-c', commandLine], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

const PRINT = ['printf', '%s\\0'];
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom("'", '"', '$', '`', '\\', '\n', ' ', '*', '?', '~', '!', '#', '&', ';', '(', 'a', '='),
  }),
  fc.constantFrom('ansible', "'ansible'", 'tidb-ansible/ssh', "ans'ible", '$(reboot)', '-rf'),
);
// A NUL ends a word for the kernel, and a lone surrogate is no text.
const word = hostile.filter((source) => !source.includes('\0') && source.isWellFormed());

describe('quoteArgv', () => {
  it('gives a shell exactly the words, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        expect(wordsOf(quoteArgv([...PRINT, ...words]))).toEqual(words);
      }),
      { numRuns: 200 },
    );
  });

  it('gives them through two shells too, as on the way to a host of the cluster', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), (words) => {
        const inner = hideFromPkill(quoteCommand([...PRINT, ...words]));
        expect(wordsOf(quoteCommand(['sh', '-c', inner]))).toEqual(words);
        expect(quoteCommand(['sh', '-c', inner])).not.toMatch(/ansible/);
      }),
      { numRuns: 200 },
    );
  });

  it('gives variables exactly', () => {
    fc.assert(
      fc.property(word, (value) => {
        expect(wordsOf(quoteCommand(['sh', '-c', 'printf "%s\\0" "$V"'], { env: { V: value } }))).toEqual([value]);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses what no command line can carry', () => {
    expect(() => quoteArgv([])).toThrow();
    expect(() => quoteArgv(['a\0b'])).toThrow();
    expect(() => quoteCommand(['env'], { env: { 'A;reboot': '' } })).toThrow();
  });
});
