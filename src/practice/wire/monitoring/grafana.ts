import { type Answer, answered, type Exchange, notFound } from '../exchange.ts';
import { goJson } from '../go-json.ts';
import { plainMetrics } from '../tikv.ts';

/** Grafana: its health and a page to log in. */
export function answerGrafana({ request }: Exchange): Answer {
  switch (request.path) {
    case '/api/health':
      return answered(200, goJson({ commit: 'practice', database: 'ok', version: '6.1.6' }), JSON_UTF8);
    case '/login':
      return answered(200, LOGIN, 'text/html; charset=UTF-8');
    case '/':
      return { response: { status: 302, headers: { Location: '/login' }, body: '' }, events: [] };
    default:
      return notFound();
  }
}

/** Alertmanager and Pushgateway: no more than that they are there. */
export function answerStub({ component, request }: Exchange): Answer {
  switch (request.path) {
    case '/-/healthy':
    case '/-/ready':
      return answered(200, 'OK');
    case '/metrics':
      return plainMetrics(component.kind);
    default:
      return notFound();
  }
}

const JSON_UTF8 = 'application/json; charset=UTF-8';

const LOGIN =
  '<!DOCTYPE html><html lang="en"><head><title>Grafana</title></head><body>Welcome to Grafana</body></html>\n';
