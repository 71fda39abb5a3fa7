import { describe, expect, it, onTestFinished } from 'vitest';
import { tunnelHttp } from '../../src/adapters/http.ts';
import { openLocalHost } from '../../src/adapters/local/local-host.ts';
import { queryPrometheus, queryPrometheusRange } from '../../src/adapters/prometheus.ts';
import type { Http } from '../../src/cluster/ports/http.ts';
import { codeOf } from './support/errors.ts';
import { startWeb } from './support/web.ts';

function client(): Http {
  const http = tunnelHttp(openLocalHost());
  onTestFinished(() => http.close());
  return http;
}

const answering = (result: unknown, status = 200) =>
  startWeb((_seen, response) =>
    response.writeHead(status).end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } })),
  );

describe('Prometheus', () => {
  it('tells series with their labels', async () => {
    const web = await answering([
      { metric: { instance: '10.0.0.14:20180' }, value: [1_700_000_000.5, '42.5'] },
      { metric: { instance: '10.0.0.15:20180' }, value: [1_700_000_000.5, 'NaN'] },
    ]);
    expect(await queryPrometheus(client(), `${web.url}/`, 'sum(rate(x{a="b"}[1m])) by (instance)')).toEqual([
      { labels: { instance: '10.0.0.14:20180' }, value: 42.5 },
      { labels: { instance: '10.0.0.15:20180' }, value: null },
    ]);
    const asked = new URL(web.seen[0]!.url, web.url);
    expect([asked.pathname, asked.searchParams.get('query')]).toEqual([
      '/api/v1/query',
      'sum(rate(x{a="b"}[1m])) by (instance)',
    ]);
  });

  it('tells what it has not as nothing, never 0', async () => {
    const web = await answering([]);
    expect(await queryPrometheus(client(), web.url, 'no_such_metric')).toEqual([]);
  });

  it('tells a range in milliseconds', async () => {
    const web = await answering([
      {
        metric: { job: 'tikv' },
        values: [
          [100, '1'],
          [115.5, '+Inf'],
          [130, '3'],
        ],
      },
    ]);
    const range = { url: web.url, promql: 'up', from: 100_000, to: 130_000, stepMs: 15_000 };
    expect(await queryPrometheusRange(client(), range)).toEqual([
      {
        labels: { job: 'tikv' },
        points: [
          { at: 100_000, value: 1 },
          { at: 115_500, value: null },
          { at: 130_000, value: 3 },
        ],
      },
    ]);
    expect(web.seen[0]?.url).toBe('/api/v1/query_range?query=up&start=100&end=130&step=15');
  });

  it.each([
    [400, '{"status":"error","errorType":"bad_data","error":"parse error"}'],
    [200, '<html>Grafana</html>'],
    [200, '{"status":"success","data":{"resultType":"scalar","result":"x"}}'],
    [503, ''],
  ])('says prometheus-refused for %i %s', async (status, body) => {
    const web = await startWeb((_seen, response) => response.writeHead(status).end(body));
    expect(await codeOf(queryPrometheus(client(), web.url, 'up'))).toBe('prometheus-refused');
  });
});
