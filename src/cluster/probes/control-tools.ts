import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { Host } from '../ports/host.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { seen } from './reading.ts';

/** Versions of what the playbooks run with; null: not found. */
export interface ControlTools {
  readonly ansible: string | null;
  readonly jinja2: string | null;
  readonly jmespath: string | null;
}

/** Versions of ansible and of the Python packages beside it on the control machine. */
export const controlToolsProbe: Probe<ClusterPorts, ControlTools> = {
  id: 'control-tools',
  title: text('Ansible on the control machine', '中控机上的 Ansible'),
  shelfLifeMs: 60_000,
  needs: [],
  async read({ hosts }) {
    const ansible = await said(hosts.control, ['ansible', '--version']);
    const own = pythonOf(ansible);
    return seen(
      {
        ansible: /^ansible (?:\[core )?([\d.]+\w*)/m.exec(ansible)?.[1] ?? null,
        jinja2: await packageVersion(hosts.control, own, 'jinja2'),
        jmespath: await packageVersion(hosts.control, own, 'jmespath'),
      },
      { kind: 'derived', from: ['ansible --version', 'pip show jinja2', 'pip show jmespath'] },
    );
  },
};

/** Newer ansible names the interpreter that it runs with: `python version = 3.11.2 (…) [GCC …] (/usr/bin/python3)`. */
function pythonOf(ansibleVersion: string): string | null {
  return /^\s*python version = .*\((\/[^()\s]+)\)\s*$/m.exec(ansibleVersion)?.[1] ?? null;
}

// First the Python that ansible itself runs with, where it tells; then pip as the checklist asks it; then any Python.
async function packageVersion(host: Host, own: string | null, name: 'jinja2' | 'jmespath'): Promise<string | null> {
  const by = (python: string) => [python, '-c', `import ${name}; print(${name}.__version__)`];
  for (const argv of [...(own === null ? [] : [by(own)]), ['pip', 'show', name], by('python'), by('python3')]) {
    const version = /^(?:Version:\s*)?(\d+(?:\.\w+)+)\s*$/m.exec(await said(host, argv))?.[1];
    if (version !== undefined) return version;
  }
  return null;
}

async function said(host: Host, argv: readonly string[]): Promise<string> {
  const result = await host.run(argv);
  return result.exit === 0 ? result.stdout : '';
}
