import { type Text, text, verbatim } from '../../base/text.ts';
import type { Check, Finding } from '../../engine/check.ts';
import type { Fact } from '../../engine/fact.ts';
import type { Verdict } from '../../engine/verdict.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type ControlTools, controlToolsProbe } from '../probes/control-tools.ts';
import { requirementsProbe } from '../probes/requirements.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { fitOf, type Requirement } from '../requirements.ts';
import { finding, notKnown } from './finding.ts';

/** ansible, jinja2 and jmespath are what the new tree's requirements.txt asks (checklist 4.2). Newer ones are only warned of. */
export const controlMachineMeetsRequirements: Check<ClusterPorts> = {
  id: 'control-machine-meets-requirements',
  title: text('Ansible and its packages fit the new tree', 'Ansible 及依赖满足新目录要求'),
  needs: [requirementsProbe, controlToolsProbe, upgradeSettingsProbe],
  judge(facts) {
    const required = facts.of(requirementsProbe);
    const subject = text('the requirements', '依赖要求');
    if (!required.known) return notKnown('control-machine-meets-requirements', subject, required);
    const tools = facts.of(controlToolsProbe);
    if (!tools.known) return notKnown('control-machine-meets-requirements', subject, tools);
    const file = `${facts.value(upgradeSettingsProbe)?.newTree}/requirements.txt`;
    return required.value.flatMap((requirement) => {
      const name = TOOLS.find((tool) => tool === requirement.name);
      return name === undefined ? [] : [judgeOne(requirement, tools.value[name], { file, rests: [required, tools] })];
    });
  },
};

const TOOLS: readonly (keyof ControlTools)[] = ['ansible', 'jinja2', 'jmespath'];

function judgeOne(
  requirement: Requirement,
  installed: string | null,
  { file, rests }: { readonly file: string; readonly rests: readonly Fact<unknown>[] },
): Finding {
  const result = verdict(requirement, installed);
  return finding(
    {
      id: `control-machine-meets-requirements/${requirement.name}`,
      result,
      what: text(
        `${requirement.name}: ${installed ?? 'not found'}; asked for: ${requirement.source}`,
        `${requirement.name}：${installed ?? '未找到'}；要求：${requirement.source}`,
      ),
      why: WHY[result],
      next: nextOf(result, file),
    },
    rests,
  );
}

/** The safest first: nothing that is installed is taken away before what takes its place works. */
function nextOf(result: Verdict, file: string): readonly Text[] {
  const beside = text(
    `beside what is installed: virtualenv venv && . venv/bin/activate && pip install -r ${file}`,
    `与现有版本并存：virtualenv venv && . venv/bin/activate && pip install -r ${file}`,
  );
  switch (result) {
    case 'ok':
      return [];
    case 'warn':
      return [
        text(
          'go on; should a playbook stumble over it, take the one asked for',
          '可以继续；若 playbook 因此出错，再改用要求的版本',
        ),
        beside,
      ];
    case 'block':
    case 'unknown':
      return [beside, verbatim(`sudo pip install -r ${file}`)];
  }
}

const WHY: Readonly<Record<Verdict, Text>> = {
  ok: text('it fits', '满足要求'),
  warn: text(
    'newer than the playbooks were written for: they usually run, with warnings',
    '比 playbook 编写时的版本新：通常可以运行，但会有警告',
  ),
  block: text(
    'the playbooks use what an older one (or none) does not have',
    '版本过旧或未安装，playbook 会用到其中没有的功能',
  ),
  unknown: text('its version is not known', '版本未知'),
};

function verdict(requirement: Requirement, installed: string | null): Verdict {
  // A package that no Python on the path finds may still be in ansible's own: only ansible itself must be found.
  if (installed === null) return requirement.name === 'ansible' ? 'block' : 'unknown';
  const fit = fitOf(requirement, installed);
  return fit === 'fits' ? 'ok' : fit === 'newer' ? 'warn' : 'block';
}
