/** What a check found. `unknown`: the facts it needs are not known; never taken for `ok`. */
export type Verdict = 'ok' | 'warn' | 'block' | 'unknown';
