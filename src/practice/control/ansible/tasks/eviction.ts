import { isJsonObject, parseJson } from '../../../../base/json.ts';
import { failed, OK, type On, type Task, type Until, variable } from '../play.ts';
import { answered, says, shows, task, uri } from './modules.ts';

const ADD_FILE = 'common_tasks/add_evict_leader_scheduler.yml';
const LEADER_COUNT_TASK = "check tikv's leader count";

/** Which PD is asked (the first of the inventory, always) and which store this TiKV is. */
export function storeId(): readonly Task[] {
  return [
    task('set_fact', 'set_fact', (on) => {
      const first = on.tree.inventory.hostsOf('pd_servers')[0] ?? '';
      on.facts.set('pd_addr', `${on.tree.address(first)}:${on.tree.value(first, 'pd_client_port')}`);
      on.facts.set('tikv_addr', `${on.address}:${variable(on, 'tikv_port')}`);
      return OK;
    }),
    shows('display pd addr', 'pd_addr'),
    shows('display tikv addr', 'tikv_addr'),
    task('get store info from PD', 'uri', async (on) => {
      const got = await uri(on, pdAddress(on), { method: 'GET', path: '/pd/api/v1/stores' });
      if (!answered(got)) return got;
      const found = stores(got.body).find((store) => store.address === on.facts.get('tikv_addr'));
      if (found) on.facts.set('store_id', String(found.id));
      return OK;
    }),
    shows('display store id', 'store_id'),
    task(
      'check store_id is defined',
      'fail',
      (on) => failed(`The tikv node of ${on.facts.get('tikv_addr')} is not registered in this cluster.`),
      { when: (on) => !on.facts.has('store_id') },
    ),
  ];
}

/** Adds the evict-leader scheduler and waits for the leaders to leave, as long as the tree's own file says. */
export function addEvictScheduler(): readonly Task[] {
  return [
    task(
      'remove evict-leader-scheduler',
      'uri',
      async (on) => {
        const got = await uri(on, pdAddress(on), { method: 'DELETE', path: schedulerPath(on) }, [200, 500]);
        return answered(got) ? { state: 'ok', until: got.body.includes('scheduler not found'), seen: got.body } : got;
      },
      { until: (on) => waitOf(on, 'remove evict-leader-scheduler', { retries: 3, delaySeconds: 5 }) },
    ),
    task('add evict-leader-scheduler', 'uri', async (on) => {
      const body = { name: 'evict-leader-scheduler', store_id: Number(on.facts.get('store_id')) };
      const got = await uri(on, pdAddress(on), { method: 'POST', path: '/pd/api/v1/schedulers', body });
      return answered(got) ? OK : got;
    }),
    task(
      LEADER_COUNT_TASK,
      'uri',
      async (on) => {
        const path = `/pd/api/v1/store/${on.facts.get('store_id')}`;
        const got = await uri(on, pdAddress(on), { method: 'GET', path });
        if (!answered(got)) return { ...got, until: false };
        const count = leaderCount(got.body);
        on.facts.set('leader_count', String(count ?? 0));
        return { state: 'ok', until: count === null || count < 1, seen: got.body };
      },
      { until: (on) => waitOf(on, LEADER_COUNT_TASK, { retries: 18, delaySeconds: 10 }), failedWhen: false },
    ),
    says('display leader_count', (on) => `leader_count: ${on.facts.get('leader_count') ?? 0}`),
  ];
}

/** Takes the scheduler away again; only 200 will do. */
export function removeEvictScheduler(): readonly Task[] {
  return [
    task('remove evict-leader-scheduler', 'uri', async (on) => {
      const got = await uri(on, pdAddress(on), { method: 'DELETE', path: schedulerPath(on) });
      return answered(got) ? OK : got;
    }),
  ];
}

function pdAddress(on: On): string {
  return on.facts.get('pd_addr') ?? '';
}

function schedulerPath(on: On): string {
  return `/pd/api/v1/schedulers/evict-leader-scheduler-${on.facts.get('store_id')}`;
}

/** `retries` and `delay` of a task as they stand in the tree now. */
async function waitOf(on: On, taskName: string, preset: Until): Promise<Until> {
  const source = (await on.machine.files.read(`${on.tree.dir}/${ADD_FILE}`)) ?? '';
  const part = source.split(/^- name: /m).find((text) => text.split('\n')[0]?.trim() === taskName) ?? '';
  const number = (key: string) => Number(new RegExp(`^\\s*${key}:\\s*(\\d+)`, 'm').exec(part)?.[1] ?? Number.NaN);
  const [retries, delaySeconds] = [number('retries'), number('delay')];
  return {
    retries: Number.isNaN(retries) ? preset.retries : retries,
    delaySeconds: Number.isNaN(delaySeconds) ? preset.delaySeconds : delaySeconds,
  };
}

function stores(body: string): readonly { readonly id: number; readonly address: string }[] {
  const answer = parseJson(body);
  const list = isJsonObject(answer) && Array.isArray(answer.stores) ? answer.stores : [];
  return list.flatMap((item) => {
    const store = isJsonObject(item) && isJsonObject(item.store) ? item.store : {};
    return typeof store.id === 'number' && typeof store.address === 'string'
      ? [{ id: store.id, address: store.address }]
      : [];
  });
}

/** null: PD left it out, which the playbook takes for none. */
function leaderCount(body: string): number | null {
  const answer = parseJson(body);
  const status = isJsonObject(answer) && isJsonObject(answer.status) ? answer.status : {};
  return typeof status.leader_count === 'number' ? status.leader_count : null;
}
