import { text } from '../base/text.ts';
import type { ArgumentSpec, CommandSpec, FlagSpec } from './command-types.ts';

const RUNBOOK: ArgumentSpec = { name: 'RUNBOOK', kind: 'runbook', required: true };
const RUN: ArgumentSpec = { name: 'RUN', kind: 'run', required: true };
const AUTO: FlagSpec = {
  name: 'auto',
  help: text(
    'practice only: every gate is answered by one careful policy',
    '仅用于演练：所有关卡由同一套谨慎的策略作答',
  ),
};

/** Flags that every command takes. */
export const COMMON_FLAGS: readonly FlagSpec[] = [
  {
    name: 'profile',
    value: 'FILE',
    kind: 'file',
    help: text('the profile (default: belay.yaml here)', '配置文件（默认：当前目录下的 belay.yaml）'),
  },
  {
    name: 'answers',
    value: 'FILE',
    kind: 'file',
    help: text('YAML: gate or choice id -> answer', 'YAML 文件：关卡或选项的 id -> 答案'),
  },
  {
    name: 'lang',
    value: 'LANG',
    choices: ['en', 'zh'],
    help: text('en or zh (default: from the locale)', 'en 或 zh（默认取自 locale）'),
  },
  { name: 'json', help: text('one JSON document on standard output', '标准输出只有一个 JSON 文档') },
  { name: 'plain', help: text('lines instead of the full screen', '逐行输出，不用全屏界面') },
  { name: 'ascii', help: text('no characters beyond ASCII in marks', '标记只用 ASCII 字符') },
  { name: 'help', help: text('this help', '显示帮助') },
  { name: 'version', help: text('the version', '显示版本') },
];

/** Every command of belay, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'practice',
    help: text('the wizard on the practice cluster', '在演练集群上运行向导'),
    args: [{ name: 'SCENARIO', kind: 'scenario', required: false }],
    flags: [
      AUTO,
      { name: 'list', help: text('list the scenarios', '列出演练场景') },
      { name: 'serve', help: text('start the cluster alone and return', '只启动演练集群，就绪后返回') },
      {
        name: 'speed',
        value: 'N',
        number: 'positive',
        help: text('how many times faster than life its time goes', '演练时间相对真实时间的倍数'),
      },
      { name: 'seed', value: 'N', number: 'integer', help: text('seed of its chance', '随机数种子') },
    ],
  },
  { name: 'run', help: text('the wizard on a real cluster', '在真实集群上运行向导'), args: [RUNBOOK], flags: [AUTO] },
  {
    name: 'resume',
    help: text('goes on with an interrupted run (default: the newest)', '继续被中断的运行（默认最近一次）'),
    args: [{ ...RUN, required: false }],
    flags: [AUTO],
  },
  {
    name: 'plan',
    help: text('prints what would be done; changes nothing', '打印将要执行的操作；不做任何改动'),
    args: [RUNBOOK],
    flags: [],
  },
  { name: 'check', help: text('readiness checks only', '只做就绪检查'), args: [RUNBOOK], flags: [] },
  {
    name: 'merge',
    help: text('the three-way merge of two trees', '两个 tidb-ansible 目录的三方合并'),
    args: [],
    flags: [
      {
        name: 'old',
        value: 'DIR',
        kind: 'directory',
        required: true,
        help: text("the operator's old tree", '运维人员的旧目录'),
      },
      { name: 'new', value: 'DIR', kind: 'directory', required: true, help: text('the new tree', '新目录') },
      {
        name: 'base',
        value: 'DIR',
        kind: 'directory',
        help: text('the old release as it was published', '旧版本发布时的原始目录'),
      },
      {
        name: 'out',
        value: 'DIR',
        kind: 'directory',
        required: true,
        help: text('where the merged files go', '合并结果的输出目录'),
      },
      {
        name: 'partial',
        help: text('write what is merged, with your side of each conflict', '写出已合并的内容，冲突处保留您的一侧'),
      },
    ],
  },
  {
    name: 'diff',
    help: text('two files side by side', '并排比较两个文件'),
    args: [
      { name: 'LEFT', kind: 'file', required: true },
      { name: 'RIGHT', kind: 'file', required: true },
    ],
    flags: [{ name: 'base', value: 'B', kind: 'file', help: text('their common ancestor', '二者的共同祖先') }],
  },
  {
    name: 'capacity',
    help: text('block cache of each TiKV on a host', '计算主机上每个 TiKV 的 block cache'),
    args: [],
    flags: [
      {
        name: 'memory',
        value: 'SIZE',
        required: true,
        help: text('memory of the host, 128GiB', '主机内存，如 128GiB'),
      },
      {
        name: 'instances',
        value: 'N',
        number: 'integer',
        required: true,
        help: text('TiKV instances on it', '主机上的 TiKV 实例数'),
      },
    ],
  },
  {
    name: 'watch',
    help: text('the live gauges alone', '只看实时指标'),
    args: [],
    flags: [
      {
        name: 'pd',
        value: 'URL',
        required: true,
        repeatable: true,
        help: text('client URL of a PD; may be repeated', 'PD 的客户端地址；可重复给出'),
      },
      { name: 'once', help: text('look once and return', '只看一次就返回') },
    ],
  },
  { name: 'checklist', help: text('the runbook as Markdown', '以 Markdown 输出操作清单'), args: [RUNBOOK], flags: [] },
  { name: 'runs', help: text('the runs so far', '列出历次运行'), args: [], flags: [] },
  {
    name: 'report',
    help: text('the report of a run', '输出一次运行的报告'),
    args: [RUN],
    flags: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['md', 'html', 'json'],
        help: text('md (default), html or json', 'md（默认）、html 或 json'),
      },
    ],
  },
  { name: 'replay', help: text('shows a run again', '回放一次运行'), args: [RUN], flags: [] },
  {
    name: 'debts',
    help: text('what must still be put back', '列出尚待恢复的改动'),
    args: [],
    flags: [{ name: 'settle', help: text('put it back now', '现在就恢复') }],
  },
  { name: 'init', help: text('writes a profile, asking', '通过问答生成配置文件'), args: [], flags: [] },
  {
    name: 'completion',
    help: text('completion for a shell', '输出 shell 补全脚本'),
    args: [{ name: 'SHELL', kind: 'shell', required: true }],
    flags: [],
  },
];

/** The command of that name. */
export function findCommand(name: string): CommandSpec | undefined {
  return COMMANDS.find((command) => command.name === name);
}

/** Every flag that a command takes, its own first; `belay` alone takes the common ones. */
export function flagsOf(command: CommandSpec | null): readonly FlagSpec[] {
  return [...(command?.flags ?? []), ...COMMON_FLAGS];
}

/** `belay practice [SCENARIO]`. */
export function usageLine(command: CommandSpec): string {
  const args = command.args.map((arg) => (arg.required ? arg.name : `[${arg.name}]`));
  const required = command.flags.filter((flag) => flag.required).map((flag) => `--${flag.name} ${flag.value}`);
  return ['belay', command.name, ...args, ...required].join(' ');
}
