import { describe, expect, it } from 'vitest';
import { reasonOf, wireError } from '../../src/adapters/wire-errors.ts';
import { Cancelled, OperatorError } from '../../src/base/errors.ts';
import { text } from '../../src/base/text.ts';

const asked = { what: 'GET http://pd1:2379/', byHand: 'curl -sS http://pd1:2379/' };
const open = new AbortController().signal;

describe('the error of a wire call', () => {
  it('is Cancelled when the caller left, whatever else happened', () => {
    const limits = { caller: AbortSignal.abort(), deadline: AbortSignal.abort(), timeoutMs: 50 };
    expect(wireError(new Error('x'), asked, limits)).toBeInstanceOf(Cancelled);
  });

  it('is a timeout when the time was up, though it looks cancelled', () => {
    const error = wireError(new Cancelled('by our own signal'), asked, {
      deadline: AbortSignal.abort(),
      timeoutMs: 50,
    });
    expect(error).toMatchObject({ trouble: { code: 'timeout' } });
  });

  it('is unreachable otherwise, with what the system said and a command to try', () => {
    const error = wireError(new Error('fetch', { cause: new Error('ECONNRESET') }), asked, {
      deadline: open,
      timeoutMs: 50,
    });
    expect(error).toMatchObject({ trouble: { code: 'unreachable', why: { en: 'ECONNRESET' } } });
    expect((error as OperatorError).trouble.next[0]?.en).toContain(asked.byHand);
  });

  it('stays what the control machine said', () => {
    const words = text('lost', '断开');
    const lost = new OperatorError({ code: 'connection-lost', kind: 'failed', what: words, why: words, next: [] });
    expect(wireError(lost, asked, { deadline: AbortSignal.abort(), timeoutMs: 50 })).toBe(lost);
  });
});

describe('the reason of an error', () => {
  it('is one clean line', () => {
    expect(reasonOf(new Error('a\n\u001b[31mb'))).toBe('a b');
    expect(reasonOf('thrown text')).toBe('thrown text');
  });

  it('is a code where there are no words', () => {
    expect(reasonOf(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }))).toBe('ECONNREFUSED');
  });
});
