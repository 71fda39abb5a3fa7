import type { ControlHost } from '../adapters/control-host.ts';
import type { TlsMaterial } from '../adapters/http-connector.ts';
import { secretsOf } from '../adapters/secrets.ts';
import { OperatorError } from '../base/errors.ts';
import { text, verbatim } from '../base/text.ts';
import { readTreeFiles } from '../cluster/probes/tree-files.ts';
import type { Profile } from '../cluster/profile.ts';

/** Where belay keeps jobs and locks on the control machine: `.belay` in the home of its user there. */
export async function controlDir(control: ControlHost): Promise<string> {
  const { HOME: home } = await control.environment();
  if (home?.startsWith('/')) return `${home}/.belay`;
  throw new OperatorError({
    code: 'no-home',
    kind: 'blocked',
    what: text('The user on the control machine has no home directory.', '中控机上的用户没有主目录。'),
    why: text(
      'belay keeps jobs and the lock of the cluster there; HOME is not set.',
      'belay 在其中存放任务和集群锁；HOME 未设置。',
    ),
    next: [text('On the control machine: echo $HOME', '在中控机上执行：echo $HOME')],
  });
}

/** Every secret that the trees hold, so that none of them reaches the journal. A tree that is not there holds none. */
export async function secretsOfTrees(control: ControlHost, profile: Profile): Promise<readonly string[]> {
  const found: string[] = [];
  for (const root of [profile.oldTree, profile.newTree]) {
    const reading = root === null ? null : await readTreeFiles(control, root);
    if (reading && 'value' in reading)
      for (const source of reading.value.files.values()) found.push(...secretsOf(source));
  }
  return found;
}

/**
 * The certificates of the profile, read from the control machine, where the playbooks use them too.
 * @throws OperatorError `no-certificate`.
 */
export async function tlsMaterial(control: ControlHost, tls: NonNullable<Profile['tls']>): Promise<TlsMaterial> {
  const read = async (path: string) => {
    const content = await control.readFile(path);
    if (content !== null) return content;
    throw new OperatorError({
      code: 'no-certificate',
      kind: 'failed',
      what: text(`There is no ${path} on the control machine.`, `中控机上没有 ${path}。`),
      why: text('The profile names it under tls.', '配置文件在 tls 中引用了它。'),
      next: [verbatim(`ls -l ${path}`)],
    });
  };
  const { ca, cert, key } = tls;
  return { ca: await read(ca), cert: cert && (await read(cert)), key: key && (await read(key)) };
}
