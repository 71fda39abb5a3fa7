import { access, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { say, type Text, text, verbatim } from '../../base/text.ts';
import { askChoice, askLine } from '../ask.ts';
import type { Call } from '../call.ts';
import { DEFAULT_PROFILE, readProfile } from '../profile.ts';
import { usageError } from '../usage-error.ts';

const WORDS = {
  cluster: text("cluster (the inventory's cluster_name)", '集群名（inventory 中的 cluster_name）'),
  where: text('Where does tidb-ansible lie?', 'tidb-ansible 在哪里？'),
  here: text('on this machine', '本机'),
  remote: text('on another machine, by SSH', '另一台机器，通过 SSH'),
  host: text('control machine (host or address)', '中控机（主机名或地址）'),
  user: text('user there', '登录用户'),
  oldTree: text('the tree of the running version (absolute path there)', '当前版本的 tidb-ansible 目录（绝对路径）'),
  newTree: text('where the new tree shall be (absolute path there)', '新版 tidb-ansible 的目录（绝对路径）'),
  target: text('target version', '目标版本'),
  backupDir: text('where the backup goes (absolute path there)', '备份目录（绝对路径）'),
  overwrite: text('There is a profile already. Write over it?', '配置文件已存在，是否覆盖？'),
  yes: text('yes', '是'),
  no: text('no', '否'),
  written: text('Written:', '已写入：'),
};

/** `belay init`: asks, and writes a profile for `upgrade-3.0`. */
export async function init(call: Call): Promise<number> {
  if (!call.canAsk) throw nobodyToAsk();
  const path = resolve(call.around.cwd, call.value('profile') ?? DEFAULT_PROFILE);
  if ((await isThere(path)) && (await choose(call, WORDS.overwrite, ['no', 'yes'])) === 'no') return 0;
  const source = stringify(await askProfile(call));
  await writeFile(path, source, { mode: 0o600 });
  call.output.line(`${say(WORDS.written, call.lang)} ${path}`);
  call.output.line('belay check upgrade-3.0');
  return 0;
}

async function askProfile(call: Call): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = { runbook: 'upgrade-3.0' };
  const ask = async (key: 'cluster' | 'oldTree' | 'newTree' | 'target' | 'backupDir', initial?: string) => {
    answers[key] = await line(call, WORDS[key], initial, (value) => problemOf(key, value, call));
  };
  await ask('cluster', 'test-cluster');
  if ((await choose(call, WORDS.where, ['here', 'remote'])) === 'remote') {
    const host = await line(call, WORDS.host);
    answers.control = { host, user: await line(call, WORDS.user, 'tidb') };
  }
  await ask('oldTree', '/home/tidb/tidb-ansible');
  await ask('target', 'v3.0.9');
  await ask('newTree', `/home/tidb/tidb-ansible-${answers.target}`);
  await ask('backupDir', '/home/tidb/belay-backup/tidb_update_3.0');
  return answers;
}

function line(call: Call, question: Text, initial?: string, check?: (value: string) => string | null): Promise<string> {
  const empty = say(text('an answer is wanted', '需要回答'), call.lang);
  const validate = (value: string) => (value.trim() === '' ? empty : (check?.(value) ?? null));
  const message = say(question, call.lang);
  return askLine(initial === undefined ? { message, validate } : { message, validate, initial });
}

function choose<T extends 'here' | 'remote' | 'yes' | 'no'>(
  call: Call,
  question: Text,
  values: readonly T[],
): Promise<T> {
  const choices = values.map((value) => ({ value, name: say(WORDS[value], call.lang) }));
  return askChoice({ message: say(question, call.lang), choices });
}

/** What the profile's own rules say of one value; nothing is accepted here that would be refused later. */
function problemOf(key: string, value: string, call: Call): string | null {
  const whole = {
    runbook: 'upgrade-3.0',
    cluster: 'c',
    oldTree: '/o',
    newTree: '/n',
    target: 'v3.0.9',
    backupDir: '/b',
    [key]: value,
  };
  const problem = readProfile(stringify(whole), false).problems[0];
  return problem ? say(problem.what, call.lang) : null;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function nobodyToAsk() {
  return usageError('needs-terminal', {
    what: text('belay init asks, and there is no terminal to ask at.', 'belay init 需要提问，但这里没有终端。'),
    why: text('A profile is a short YAML file; it can be written by hand too.', '配置文件是简短的 YAML，也可以手写。'),
    next: [verbatim('README.md: belay.yaml')],
  });
}
