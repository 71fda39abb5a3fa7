import { isJsonObject, parseJson } from '../../../../base/json.ts';
import { failed, OK, type On, type Play, type Task, variable } from '../play.ts';
import { deploy } from '../tasks/deploy.ts';
import { answered, fine, page, shows, systemd, task, uri, waitFor } from '../tasks/modules.ts';
import { PD } from './roles.ts';

/** Nothing is touched unless all members are healthy. */
export function pdHealth(): Play {
  return {
    name: null,
    hosts: ['pd_servers[0]'],
    serial: true,
    tags: ['pd'],
    tasks: [
      task('Check pd cluster status', 'uri', async (on) => {
        const got = await uri(on, clientAddress(on), { method: 'GET', path: '/pd/health' });
        if (!answered(got)) return got;
        on.facts.set('pd_status', got.body);
        return OK;
      }),
      task('Failed when one node of pd is unhealthy', 'fail', () => failed('Some pd nodes are unhealthy'), {
        when: (on) => (on.facts.get('pd_status') ?? '').includes('false'),
      }),
    ],
  };
}

/** Followers first, the leader last: groups made on the way. */
export function pdOrder(): Play {
  const into = (group: string) => (on: On) => {
    on.made.set(group, [...(on.made.get(group) ?? []), on.host]);
    return { state: 'changed' } as const;
  };
  const leads = (on: On) => on.facts.get('pd_leader_name') === on.facts.get('pd_name');
  return {
    name: null,
    hosts: ['pd_servers'],
    serial: true,
    tags: ['pd'],
    tasks: [
      ...pdNames(),
      task('Set pd follower list', 'add_host', into('pd_servers_followers'), { when: (on) => !leads(on) }),
      task('Set pd leader list', 'add_host', into('pd_servers_leader'), { when: leads }),
    ],
  };
}

/** One member after another; a leader hands over before it is stopped, where there are three. */
export function pdUpdate(stopPd: (on: On) => string, startPd: (on: On) => string): Play {
  const leads = (on: On) => on.facts.get('pd_leader_name') === on.facts.get('pd_name');
  const handsOver = (on: On) => on.tree.inventory.hostsOf('pd_servers').length >= 3 && leads(on);
  const here = (path: string) => (on: On) => ({ address: clientAddress(on), path });
  return {
    name: 'rolling update PD cluster',
    hosts: ['pd_servers_followers', 'pd_servers_leader'],
    serial: true,
    tags: ['pd'],
    tasks: [
      ...pdNames(),
      shows('display PD name', 'pd_name'),
      shows('display PD leader name', 'pd_leader_name'),
      task(
        'transfer PD leader to another PD server',
        'uri',
        async (on) => {
          const got = await uri(on, clientAddress(on), { method: 'POST', path: '/pd/api/v1/leader/resign' });
          return answered(got) ? OK : got;
        },
        { when: handsOver },
      ),
      fine('wait for transfering PD leader', 'pause', { takesMs: 10_000, when: handsOver }),
      task('check current PD leader', 'uri', async (on) => ({ ...(await leaderName(on)), until: !leads(on) }), {
        when: handsOver,
        until: { retries: 12, delaySeconds: 10 },
        failedWhen: false,
      }),
      systemd('stop PD by systemd', 'pd', { unit: stopPd, portName: 'pd_client_port', state: 'stopped' }),
      waitFor('wait until the PD port is down', 'pd_client_port', 'stopped', 'PD'),
      ...deploy({ ...PD, unit: startPd }),
      systemd('start PD by systemd', 'pd', { unit: startPd, portName: 'pd_client_port', state: 'started' }),
      waitFor('wait until the PD port is up', 'pd_client_port', 'started', 'PD'),
      page('wait until the PD health page is available', here('/health'), /true/),
      page('wait until the PD cluster is available', here('/pd/health'), /^(?![\s\S]*false)/),
    ],
  };
}

function pdNames(): readonly Task[] {
  return [
    task('get PD leader info', 'uri', leaderName),
    task('get PD name', 'uri', async (on) => {
      const got = await uri(on, clientAddress(on), { method: 'GET', path: '/pd/api/v1/members' });
      if (!answered(got)) return got;
      on.facts.set('pd_name', memberName(got.body, `http://${clientAddress(on)}`));
      return OK;
    }),
  ];
}

async function leaderName(on: On) {
  const got = await uri(on, clientAddress(on), { method: 'GET', path: '/pd/api/v1/leader' });
  if (!answered(got)) return got;
  const leader = parseJson(got.body);
  on.facts.set('pd_leader_name', isJsonObject(leader) ? String(leader.name) : '');
  return OK;
}

function memberName(body: string, url: string): string {
  const answer = parseJson(body);
  const members = isJsonObject(answer) && Array.isArray(answer.members) ? answer.members : [];
  const found = members.find(
    (one) => isJsonObject(one) && Array.isArray(one.client_urls) && one.client_urls.includes(url),
  );
  return isJsonObject(found) ? String(found.name) : '';
}

function clientAddress(on: On): string {
  return `${on.address}:${variable(on, 'pd_client_port')}`;
}
