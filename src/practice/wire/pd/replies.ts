import type { WorldEvent } from '../../world/events.ts';
import { isThree } from '../../world/schedule-defaults.ts';
import { type Answer, answered, JSON_TYPE } from '../exchange.ts';
import { type GoValue, goJson } from '../go-json.ts';

/** Who is named in the history for what came over PD's API. */
export const PD_ACTOR = 'pd-api';

/** PD's JSON, indented by two, with the newline that its renderer adds. */
export function pdJson(value: GoValue, status = 200): Answer {
  return answered(status, `${goJson(value)}\n`, JSON_TYPE);
}

/** A write that went well: `null`, and what it did. */
export function pdDone(...events: readonly WorldEvent[]): Answer {
  return { ...pdJson(null), events };
}

/** Most of PD's errors: a bare JSON string. */
export function pdRefusal(status: number, message: string): Answer {
  return pdJson(message, status);
}

/**
 * PD's coded errors. 3.0 prints code, msg, data; 2.1 prints data, msg, code; `operation` comes last.
 */
export function pdCodedError(options: {
  readonly version: string;
  readonly status: number;
  readonly code: string;
  readonly msg: string;
  readonly data?: GoValue;
  readonly operation?: string;
  readonly stack?: readonly number[];
}): Answer {
  const { version, status, code, msg, operation, stack } = options;
  const data = options.data ?? {};
  const body: GoValue = isThree(version) ? { code, msg, data, stack, operation } : { data, msg, code, operation };
  const plain = pdJson(body, status);
  const headers = { ...plain.response.headers, 'Tidb-Error-Code': code };
  return { ...plain, response: { ...plain.response, headers } };
}

/** What PD says to a body that is no JSON; Go names how far it read. */
export function pdBadJson(version: string, body: string): Answer {
  const data = { Offset: Buffer.byteLength(body) };
  return pdCodedError({ version, status: 400, code: 'input', msg: 'unexpected end of JSON input', data });
}
