import type { Instant, Millis } from '../../../base/duration.ts';
import type { Sample, WorldState } from '../../world/state.ts';
import { type Answer, answered, type Exchange, notFound } from '../exchange.ts';
import { type GoValue, goJson } from '../go-json.ts';
import { goTime } from '../go-values.ts';
import { plainMetrics } from '../tikv.ts';
import { firingAlerts } from './alerts.ts';
import { evaluate, parseQuery, type Query } from './promql.ts';
import { instanceOf, type SeriesValue, seriesAt } from './series.ts';

/** Prometheus' HTTP API over what was scraped: query, query_range, targets, alerts. */
export function answerPrometheus({ state, request }: Exchange): Answer {
  const given = request.method === 'POST' ? new URLSearchParams(request.body) : request.query;
  switch (request.path) {
    case '/api/v1/query':
      return instant(state, given);
    case '/api/v1/query_range':
      return range(state, given);
    case '/api/v1/targets':
      return success({ activeTargets: targets(state), droppedTargets: [] });
    case '/api/v1/alerts':
      return success({ alerts: firingAlerts(state) });
    case '/-/healthy':
      return answered(200, 'Prometheus is Healthy.\n');
    case '/-/ready':
      return answered(200, 'Prometheus is Ready.\n');
    case '/metrics':
      return plainMetrics('prometheus');
    default:
      return notFound();
  }
}

/** A sample is used up to this age; then there is no data. */
const LOOKBACK_MS: Millis = 300_000;

/** Prometheus refuses more points than this for one series. */
const MAX_POINTS = 11_000;

function instant(state: WorldState, given: URLSearchParams): Answer {
  const query = parseQuery(given.get('query') ?? '');
  if (query === null) return badData(`parse error: the practice Prometheus does not know: ${given.get('query')}`);
  const time = given.get('time');
  const at = time === null ? state.now : instantOf(time);
  const result = valuesAt(state, query, at).map(({ labels, value }) => ({ metric: labels, value: point(at, value) }));
  return success({ resultType: 'vector', result });
}

function range(state: WorldState, given: URLSearchParams): Answer {
  const query = parseQuery(given.get('query') ?? '');
  if (query === null) return badData(`parse error: the practice Prometheus does not know: ${given.get('query')}`);
  const [from, to] = [instantOf(given.get('start') ?? ''), instantOf(given.get('end') ?? '')];
  const step = Number(given.get('step')) * 1000;
  if (!(step > 0) || !(to >= from) || (to - from) / step > MAX_POINTS) return badData('invalid parameter "step"');
  const found = new Map<string, { readonly metric: GoValue; readonly values: GoValue[] }>();
  for (let at = from; at <= to; at += step) {
    for (const { labels, value } of valuesAt(state, query, at)) {
      const key = JSON.stringify(labels);
      const series = found.get(key) ?? { metric: labels, values: [] };
      series.values.push(point(at, value));
      found.set(key, series);
    }
  }
  return success({ resultType: 'matrix', result: [...found.values()] });
}

function valuesAt(state: WorldState, query: Query, at: Instant): readonly SeriesValue[] {
  const sample = state.samples.findLast((one) => one.at <= at && at - one.at < LOOKBACK_MS);
  return sample === undefined ? [] : evaluate(query, seriesAt(state, sample));
}

/** Seconds since 1970 with a fraction, or RFC 3339. */
function instantOf(source: string): Instant {
  return /^[\d.]+$/.test(source) ? Number(source) * 1000 : Date.parse(source);
}

function point(at: Instant, value: number): GoValue {
  return [at / 1000, String(value)];
}

function targets(state: WorldState): GoValue {
  const last: Sample | undefined = state.samples.at(-1);
  return state.components.map((component) => ({
    discoveredLabels: { __address__: instanceOf(component), job: component.kind },
    labels: { instance: instanceOf(component), job: component.kind, group: component.kind },
    scrapeUrl: `http://${component.host}:${component.disk.statusPort ?? component.port}/metrics`,
    lastError: last?.silent.includes(component.id) === true ? 'connect: connection refused' : '',
    lastScrape: goTime(last?.at ?? 0),
    health: last === undefined ? 'unknown' : last.silent.includes(component.id) ? 'down' : 'up',
  }));
}

function success(data: GoValue): Answer {
  return answered(200, goJson({ status: 'success', data }, ''), 'application/json');
}

function badData(error: string): Answer {
  return answered(400, goJson({ status: 'error', errorType: 'bad_data', error }, ''), 'application/json');
}
