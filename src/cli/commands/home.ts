import { say, text, verbatim } from '../../base/text.ts';
import { askChoice } from '../ask.ts';
import type { Call } from '../call.ts';
import { usageError } from '../usage-error.ts';

const WORDS = {
  what: text('What shall be done?', '要做什么？'),
  practice: text('practise the upgrade 2.1 -> 3.0 on a practice cluster', '在演练集群上练习 2.1 -> 3.0 升级'),
  check: text('check a real cluster (changes nothing)', '检查真实集群（不做任何改动）'),
  run: text('upgrade a real cluster 2.1 -> 3.0', '升级真实集群 2.1 -> 3.0'),
  resume: text('go on with the newest interrupted run', '继续最近一次被中断的运行'),
  runs: text('look at the runs so far', '查看历次运行'),
  init: text('write a profile for a cluster', '为集群生成配置文件'),
  leave: text('leave', '离开'),
};

type Wish = Exclude<keyof typeof WORDS, 'what'>;

/** `belay` alone: asks what to do, then does it. */
export async function home(call: Call): Promise<number> {
  if (!call.canAsk) throw nobodyToAsk();
  const names: readonly Wish[] = ['practice', 'check', 'run', 'resume', 'runs', 'init', 'leave'];
  const choices = names.map((value) => ({ value, name: say(WORDS[value], call.lang) }));
  const wish = await askChoice({ message: say(WORDS.what, call.lang), choices });
  const upgrade: Call = { ...call, args: ['upgrade-3.0'] };
  switch (wish) {
    case 'practice':
      return (await import('./practice.ts')).practice(call);
    case 'check':
      return (await import('./check.ts')).check(upgrade);
    case 'run':
      return (await import('./run.ts')).run(upgrade);
    case 'resume':
      return (await import('./resume.ts')).resume(call);
    case 'runs':
      return (await import('./runs.ts')).runs(call);
    case 'init':
      return (await import('./init.ts')).init(call);
    case 'leave':
      return 0;
  }
}

function nobodyToAsk() {
  return usageError('no-command', {
    what: text('No command was given.', '没有给出命令。'),
    why: text(
      'belay alone asks what to do, and there is no terminal to ask at.',
      '单独运行 belay 会询问要做什么，但这里没有终端可供提问。',
    ),
    next: [verbatim('belay --help'), verbatim('belay practice --auto')],
  });
}
