import { text } from '../../base/text.ts';
import type { Fact } from '../../engine/fact.ts';
import type { Planned } from '../../engine/runbook.ts';
import type { ListedPlay } from '../probes/playbook-hosts.ts';
import type { Reach } from './standing.ts';

/** A plan that must not be done. */
export type Refusal = Extract<Planned, { cannot: unknown }>;

/**
 * Refuses a run that would match no host, or not those it is meant for: ansible-playbook does nothing then and exits 0.
 * A `-l` is used only when `--list-hosts` was read; a run of the whole group only needs it not to say otherwise.
 * @param group the inventory group that the play goes through, `tikv_servers`
 */
export function refuseReach(listed: Fact<readonly ListedPlay[]>, group: string, reach: Reach): Refusal | null {
  if (reach.kind === 'nobody') return null;
  if (!listed.known) return reach.kind === 'everybody' ? null : notListed(listed.why, reach.names);
  const matched = new Set(listed.value.filter((play) => play.patterns.includes(group)).flatMap((play) => play.hosts));
  const missing = reach.names.filter((name) => !matched.has(name));
  return missing.length === 0 ? null : noMatch(group, missing, [...matched]);
}

function notListed(why: { readonly en: string; readonly zh: string }, names: readonly string[]): Refusal {
  return {
    cannot: {
      what: text(
        `belay will not use \`-l ${names.join(',')}\` without knowing what it matches`,
        `在不清楚 \`-l ${names.join(',')}\` 匹配哪些主机前，belay 不会使用它`,
      ),
      why: text(
        `a limit that matches no host does nothing and exits 0; --list-hosts told nothing: ${why.en}`,
        `不匹配任何主机的 -l 什么都不做且返回 0；而 --list-hosts 没有结果：${why.zh}`,
      ),
      next: [LIST_HOSTS],
    },
  };
}

function noMatch(group: string, missing: readonly string[], matched: readonly string[]): Refusal {
  return {
    cannot: {
      what: text(`the playbook would not reach ${missing.join(', ')}`, `playbook 不会作用到 ${missing.join('、')}`),
      why: text(
        `by --list-hosts the play of ${group} has: ${matched.join(', ') || 'no host at all'}; what is not there is passed over with exit 0`,
        `--list-hosts 显示 ${group} 包含：${matched.join('、') || '没有任何主机'}；不在其中的主机会被跳过，且返回 0`,
      ),
      next: [
        LIST_HOSTS,
        text('compare the names with inventory.ini of the new tree', '与新目录中的 inventory.ini 核对主机名'),
      ],
    },
  };
}

const LIST_HOSTS = text(
  'look, in the new tree: ansible-playbook rolling_update.yml --list-hosts',
  '在新目录中查看：ansible-playbook rolling_update.yml --list-hosts',
);
