import { isJsonObject, type Json, parseJson } from '../../../base/json.ts';
import type { Answer, Call, Machine, Output } from '../machine.ts';

/**
 * The stand-in for `pd-ctl` of a release. Its exit code is 0 on every failure, as pd-ctl's; `-d` and `http://` are needed
 * on 2.1; with a pipe on stdin writing commands print their usage and change nothing.
 */
export async function* pdCtl(machine: Machine, version: string): AsyncGenerator<Output, number> {
  const { url, detached, words } = readWords(machine.argv);
  const since3 = !/^v?[0-2]\./.test(version);
  if (!since3 && (!detached || !url.startsWith('http'))) return 0;
  const pd: Asked = { machine, address: url.replace(/^https?:\/\//, '').replace(/\/$/, ''), since3 };
  yield { to: 'out', text: `${await said(pd, machine.stdin === 'pipe' ? [...words, ''] : words)}\n` };
  return 0;
}

interface Asked {
  readonly machine: Machine;
  readonly address: string;
  readonly since3: boolean;
}

function readWords(argv: readonly string[]) {
  const words: string[] = [];
  let url = 'http://127.0.0.1:2379';
  let detached = false;
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '-d' || word === '--detach') detached = true;
    else if (word === '-u' || word === '--pd') url = argv[++index] ?? url;
    else if (word.startsWith('--pd=')) url = word.slice(5);
    else words.push(word);
  }
  return { url, detached, words };
}

async function said(pd: Asked, words: readonly string[]): Promise<string> {
  const [first = '', second = '', third = '', fourth = '', ...more] = words;
  switch (`${first} ${second}`.trim()) {
    case 'config show':
      return third === 'all' ? await body(pd, '/config', 'config') : await shortConfig(pd);
    case 'config set':
      return fourth === '' || more.length > 0 || fourth.startsWith('-')
        ? USAGE_SET
        : await configSet(pd, third, fourth);
    case 'scheduler show':
      return await body(pd, '/schedulers', 'schedulers');
    case 'scheduler add':
      if (third === '' || fourth === '' || more.length > 0) return USAGE_ADD;
      return await done(pd, 'add scheduler', {
        method: 'POST',
        path: '/schedulers',
        body: { name: third, store_id: Number(fourth) },
      });
    case 'scheduler remove':
      if (third === '') return USAGE_ADD;
      return await done(pd, 'remove scheduler', { method: 'DELETE', path: `/schedulers/${third}` });
    case 'member':
      return await body(pd, '/members', 'members');
    case 'member leader':
      if (third === 'resign') return await done(pd, 'resign', { method: 'POST', path: '/leader/resign' });
      if (third === 'transfer') {
        return await done(pd, 'trasfer leadership', { method: 'POST', path: `/leader/transfer/${fourth}` });
      }
      return await body(pd, '/leader', 'leader');
    case 'health':
      return await body(pd, '', 'health');
    default:
      break;
  }
  if (first === 'store') return await body(pd, second === '' ? '/stores' : `/store/${second}`, 'store');
  if (first === 'stores') return await body(pd, '/stores', 'stores');
  if (first === 'cluster') return await body(pd, '/cluster', 'cluster');
  if (first === 'ping') return 'time: 1.2ms';
  return `Error: unknown command "${words.join(' ')}" for "pdctl"`;
}

async function asked(pd: Asked, call: Call): Promise<Answer | null> {
  const path = call.path === '' ? '/pd/health' : `/pd/api/v1${call.path}`;
  return await pd.machine.cluster.call(pd.address, { ...call, path });
}

async function body(pd: Asked, path: string, what: string): Promise<string> {
  const answer = await asked(pd, { method: 'GET', path });
  if (answer?.status === 200) return answer.body.trimEnd();
  return `Failed to get ${what}: ${refusal(pd, answer)}`;
}

/** Flat in 2.1, `{replication, schedule}` since 3.0. */
async function shortConfig(pd: Asked): Promise<string> {
  const answer = await asked(pd, { method: 'GET', path: '/config' });
  const config: Json = answer?.status === 200 ? parseJson(answer.body) : null;
  if (!isJsonObject(config)) return `Failed to get config: ${refusal(pd, answer)}`;
  const shown = pd.since3 ? { replication: config.replication, schedule: config.schedule } : config.schedule;
  return JSON.stringify(shown, null, 2);
}

async function configSet(pd: Asked, key: string, value: string): Promise<string> {
  const number = Number(value);
  return await done(pd, 'set config', {
    method: 'POST',
    path: '/config',
    body: { [key]: Number.isNaN(number) ? value : number },
  });
}

async function done(pd: Asked, what: string, call: Call): Promise<string> {
  const answer = await asked(pd, call);
  return answer?.status === 200 ? 'Success!' : `Failed to ${what}: ${refusal(pd, answer)}`;
}

function refusal(pd: Asked, answer: Answer | null): string {
  if (answer === null) return `dial tcp ${pd.address}: connect: connection refused`;
  return `[${answer.status}] ${answer.body.trimEnd()}`;
}

const USAGE_SET = `Usage:
  pdctl config set <option> <value>, set namespace <name> <option> <value>

Flags:
  -h, --help   help for set
`;

const USAGE_ADD = `Usage:
  pdctl scheduler add <scheduler> <store_id>
`;
