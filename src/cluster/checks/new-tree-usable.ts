import { text, verbatim } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { newTreeStateProbe } from '../probes/new-tree-state.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { finding, notKnown } from './finding.ts';

/** What lies at newTree is nothing, or the tree at exactly the target's tag (checklist 7.1: never another version's tree). */
export const newTreeUsable: Check<ClusterPorts> = {
  id: 'new-tree-usable',
  title: text('The new tree is missing or at its tag', '新目录不存在或正处于目标 tag'),
  needs: [newTreeStateProbe, upgradeSettingsProbe],
  judge(facts) {
    const state = facts.of(newTreeStateProbe);
    if (!state.known) return notKnown('new-tree-usable', text('the new tree', '新目录'), state);
    const settings = facts.value(upgradeSettingsProbe);
    const target = settings?.target ?? '';
    const newTree = settings?.newTree ?? '';
    switch (state.value.is) {
      case 'missing':
        return finding(
          {
            id: 'new-tree-usable',
            result: 'ok',
            what: text(`${newTree} is not there yet`, `${newTree} 尚不存在`),
            why: text(`it will be cloned at the tag ${target}`, `将按 tag ${target} 克隆`),
          },
          [state],
        );
      case 'right':
        return finding(
          {
            id: 'new-tree-usable',
            result: 'ok',
            what: text(`${newTree} is there, at ${target}`, `${newTree} 已存在，处于 ${target}`),
            why: text(
              `commit ${state.value.commit.slice(0, 10)} is the tag's; tidb_version is ${target}`,
              `提交 ${state.value.commit.slice(0, 10)} 即该 tag；tidb_version 为 ${target}`,
            ),
          },
          [state],
        );
      case 'wrong':
        return finding(
          {
            id: 'new-tree-usable',
            result: 'block',
            what: text(`${newTree} is not the tree of ${target}`, `${newTree} 不是 ${target} 的目录`),
            why: state.value.why,
            next: [
              text(
                `mv ${newTree} ${newTree}.aside   and look again: it is cloned anew`,
                `mv ${newTree} ${newTree}.aside   然后重新检查：将重新克隆`,
              ),
              text('or set another `newTree` in the profile', '或在配置文件中设置其他 `newTree`'),
              verbatim(`cd ${newTree} && git status && git describe --tags`),
            ],
          },
          [state],
        );
    }
  },
};
