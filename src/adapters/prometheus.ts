import type { Instant, Millis } from '../base/duration.ts';
import { OperatorError } from '../base/errors.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../base/json.ts';
import { sanitiseLine } from '../base/sanitise.ts';
import { text, verbatim } from '../base/text.ts';
import type { Http, HttpAnswer } from '../cluster/ports/http.ts';
import { quoteArgv } from './ssh/quote.ts';

/** One series of an answer, by its labels. A value that Prometheus has not (NaN, infinite) is null: *not known*. */
export interface PromSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | null;
}

/** One series over time. */
export interface PromSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly { readonly at: Instant; readonly value: number | null }[];
}

/**
 * An instant query against `url` (`http://10.0.0.10:9090`). What Prometheus does not know is an empty list, never 0.
 * Rejects with OperatorError `prometheus-refused`, or `unreachable` and `timeout` of the port.
 */
export async function queryPrometheus(http: Http, url: string, promql: string): Promise<readonly PromSample[]> {
  const result = await ask(http, url, 'query', { query: promql });
  return result.map((series) => ({ labels: labelsOf(series), value: pointOf(series.value).value }));
}

/** What a range query asks. */
export interface PromRange {
  readonly url: string;
  readonly promql: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly stepMs: Millis;
}

/** The same over a time. Errors as {@link queryPrometheus}. */
export async function queryPrometheusRange(http: Http, range: PromRange): Promise<readonly PromSeries[]> {
  const result = await ask(http, range.url, 'query_range', {
    query: range.promql,
    start: String(range.from / 1000),
    end: String(range.to / 1000),
    step: String(range.stepMs / 1000),
  });
  return result.map((series) => ({
    labels: labelsOf(series),
    points: (Array.isArray(series.values) ? series.values : []).map(pointOf),
  }));
}

async function ask(
  http: Http,
  url: string,
  call: string,
  parameters: Readonly<Record<string, string>>,
): Promise<readonly JsonObject[]> {
  const whole = `${url.replace(/\/+$/, '')}/api/v1/${call}?${new URLSearchParams(parameters)}`;
  const answer = await http.request({ method: 'GET', url: whole });
  const result = resultOf(answer.body);
  if (answer.status !== 200 || result === null) throw refused(whole, answer);
  return result;
}

function resultOf(body: string): readonly JsonObject[] | null {
  const answer = jsonOrNull(body);
  const data = isJsonObject(answer) && answer.status === 'success' ? answer.data : null;
  const result = isJsonObject(data) ? data.result : null;
  return Array.isArray(result) && result.every(isJsonObject) ? result : null;
}

function jsonOrNull(body: string): Json {
  try {
    return parseJson(body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function labelsOf(series: JsonObject): Readonly<Record<string, string>> {
  const metric = isJsonObject(series.metric) ? series.metric : {};
  return Object.fromEntries(Object.entries(metric).map(([name, value]) => [name, String(value)]));
}

/** `[seconds, "value"]`, as Prometheus writes a point. */
function pointOf(point: Json | undefined): { readonly at: Instant; readonly value: number | null } {
  const [seconds, source] = Array.isArray(point) ? (point as readonly Json[]) : [];
  const value = typeof source === 'string' && source !== '' ? Number(source) : Number.NaN;
  return { at: Number(seconds ?? 0) * 1000, value: Number.isFinite(value) ? value : null };
}

function refused(url: string, answer: HttpAnswer): OperatorError {
  const byHand = quoteArgv(['curl', '-sS', url]);
  return new OperatorError({
    code: 'prometheus-refused',
    kind: 'failed',
    what: text('Prometheus gave no answer to go by', 'Prometheus 未给出可用的应答'),
    why: verbatim(`GET ${url}: ${answer.status} ${sanitiseLine(answer.body).trim().slice(0, 200)}`),
    next: [
      text('See that the address and port are those of Prometheus', '确认地址和端口确实是 Prometheus 的'),
      text(`On the control machine: ${byHand}`, `在中控机上执行：${byHand}`),
    ],
  });
}
