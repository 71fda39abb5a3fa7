import { OperatorError } from '../../base/errors.ts';
import { text, verbatim } from '../../base/text.ts';
import type { JobDeed } from '../../engine/deed.ts';
import type { ControlHost } from '../control-host.ts';
import type { JobSpec } from '../jobs/jobs.ts';
import { EVENTS_PLUGIN, EVENTS_PLUGIN_FILE } from './plugin.ts';

/**
 * The job of a playbook: its deed, and the environment by which ansible loads our plugin beside the tree's own.
 * @param deed what is run; `name` names its job, `directory` (absolute, outside every tree) receives the plugin.
 * @throws OperatorError `would-end-itself` when its command line is one that the playbook itself would kill.
 */
export async function ansibleJobSpec(
  control: ControlHost,
  { deed, name, directory }: { readonly deed: JobDeed; readonly name: string; readonly directory: string },
): Promise<JobSpec> {
  refuseSelfKill(deed.argv.join(' '));
  refuseSelfKill(`sh ${directory}/${name}`);
  const plugins = `${directory}/plugins`;
  await placePlugin(control, `${plugins}/${EVENTS_PLUGIN_FILE}`);
  const { ANSIBLE_CALLBACK_PLUGINS: others } = await control.environment();
  return {
    name,
    argv: deed.argv,
    cwd: deed.cwd,
    follow: 'ansible',
    env: {
      ...deed.env,
      ANSIBLE_CALLBACK_PLUGINS: others ? `${plugins}:${others}` : plugins,
      // The trees ask for skippy, which ansible-core no longer has; default without skipped hosts prints the same.
      ANSIBLE_STDOUT_CALLBACK: 'default',
      ANSIBLE_DISPLAY_SKIPPED_HOSTS: 'False',
    },
  };
}

async function placePlugin(control: ControlHost, path: string): Promise<void> {
  if ((await control.readFile(path)) !== EVENTS_PLUGIN) await control.writeFile(path, EVENTS_PLUGIN, { mode: 0o644 });
}

/** tidb-ansible's check_config_static runs `pkill -f "ssh.*ansible.*"`: a playbook of such a command line ends itself (143). */
function refuseSelfKill(commandLine: string): void {
  if (!/ssh.*ansible/s.test(commandLine)) return;
  throw new OperatorError({
    code: 'would-end-itself',
    kind: 'blocked',
    what: text(
      'the playbook would end itself: its command line has "ssh" before "ansible"',
      'playbook 会终止自己：其命令行中 "ssh" 出现在 "ansible" 之前',
    ),
    why: verbatim(`${commandLine}\nroles/check_config_static: pkill -f "ssh.*ansible.*"`),
    next: [
      text(
        'give the tree a path without "ssh" in the profile',
        '在配置文件中为 tidb-ansible 目录使用不含 "ssh" 的路径',
      ),
    ],
  });
}
