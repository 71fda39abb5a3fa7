import { Cancelled, OperatorError } from '../../base/errors.ts';
import { type Json, parseJson } from '../../base/json.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import type { Http, HttpAnswer } from '../../cluster/ports/http.ts';
import { reasonOf } from '../wire-errors.ts';
import { type Miss, nobodyAnswers, refused, unreadable } from './pd-errors.ts';
import { ShapeError } from './shapes.ts';

/** One good answer: parsed, and as PD wrote it. */
export interface PdAnswer<T> {
  readonly value: T;
  readonly body: string;
}

/** The members of one PD, asked in turn. */
export interface PdMembersAsked {
  /** GET `path`; every status but 200 is an error. */
  ask<T>(path: string, parse: (value: Json) => T): Promise<PdAnswer<T>>;
  /** The same, with null for 404: this PD does not know the path. */
  askKnown<T>(path: string, parse: (value: Json) => T): Promise<PdAnswer<T> | null>;
  readonly answering: string;
}

/** Asks the members one after the other, the one that answered last first. One pass, no waiting. */
export function askMembers(http: Http, urls: readonly string[]): PdMembersAsked {
  const roots = urls.map((url) => url.replace(/\/+$/, ''));
  let answering = roots[0] ?? '';

  const get = async (path: string): Promise<{ readonly url: string; readonly answer: HttpAnswer }> => {
    const misses: Miss[] = [];
    for (const root of [answering, ...roots.filter((other) => other !== answering)]) {
      const url = root + path;
      const met = await meet(http, url);
      if ('answer' in met) {
        answering = root;
        return { url, answer: met.answer };
      }
      misses.push(met.miss);
    }
    throw nobodyAnswers(path, misses);
  };

  const askKnown = async <T>(path: string, parse: (value: Json) => T): Promise<PdAnswer<T> | null> => {
    const { url, answer } = await get(path);
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw refused(url, answer);
    return { value: read(url, answer, parse), body: answer.body };
  };

  return {
    askKnown,
    ask: async (path, parse) => {
      const answer = await askKnown(path, parse);
      if (answer === null) throw refused(answering + path, { status: 404, body: '' });
      return answer;
    },
    get answering() {
      return answering;
    },
  };
}

async function meet(http: Http, url: string): Promise<{ readonly answer: HttpAnswer } | { readonly miss: Miss }> {
  try {
    const answer = await http.request({ method: 'GET', url });
    return knowsNoLeader(answer)
      ? { miss: { url, why: `${answer.status} ${sanitiseLine(answer.body).trim().slice(0, 120)}`, answered: true } }
      : { answer };
  } catch (error) {
    if (error instanceof Cancelled || !(error instanceof OperatorError)) throw error;
    // Without the control machine no member can be asked at all: that is its own trouble.
    if (error.trouble.code === 'connection-lost') throw error;
    return { miss: { url, why: reasonOf(error), answered: false } };
  }
}

/**
 * During an election PD answers 503 `no leader`, or 500 with the plain text `redirect to not leader` or `redirect failed`;
 * seen on 2.1.19 and 3.0.9. PD gives nothing else to tell these from real errors, whose bodies are JSON strings.
 */
function knowsNoLeader({ status, body }: HttpAnswer): boolean {
  return status === 503 || (status === 500 && body.startsWith('redirect '));
}

function read<T>(url: string, answer: HttpAnswer, parse: (value: Json) => T): T {
  try {
    return parse(parseJson(answer.body));
  } catch (error) {
    if (!(error instanceof ShapeError || error instanceof SyntaxError)) throw error;
    throw unreadable(url, answer, error);
  }
}
