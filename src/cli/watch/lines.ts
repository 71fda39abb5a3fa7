import { sanitiseLine } from '../../base/sanitise.ts';
import { say, text } from '../../base/text.ts';
import { padEnd, padStart } from '../../base/width.ts';
import { mark, type Style } from '../plain/style.ts';
import type { ClusterLook } from './look.ts';

const WORDS = {
  leader: text('PD leader', 'PD leader'),
  ready: text('ready', '就绪'),
  notReady: text('not ready: counts cannot be trusted yet', '未就绪：计数尚不可信'),
  regions: text('regions', 'Region'),
  empty: text('empty', '空'),
  leaders: text('leaders', 'leader'),
  evicting: text('evicting leaders', '正在驱逐 leader'),
  schedulers: text('schedulers', '调度器'),
  limits: text('limits', '限制'),
};
const NOT_KNOWN = '?';

/** A look at the cluster in lines; `?` is *not known*. */
export function lookLines(look: ClusterLook, style: Style): readonly string[] {
  const word = (name: keyof typeof WORDS) => say(WORDS[name], style.lang);
  const { pd, stores, regions, schedulers, limits } = look;
  const members = (pd.members ?? []).map(
    ({ name, healthy }) => `${name} ${mark(healthy === null ? 'unknown' : healthy ? 'done' : 'failed', style)}`,
  );
  const rows = (stores ?? []).map((store) => [
    mark(store.state === 'Up' ? 'done' : 'failed', style),
    padStart(String(store.id), 4),
    padEnd(sanitiseLine(store.address), 22),
    padEnd(sanitiseLine(store.version), 10),
    padEnd(sanitiseLine(store.state), 13),
    `${padStart(String(store.leaders ?? NOT_KNOWN), 7)} ${word('leaders')}`,
    `${padStart(String(store.regions ?? NOT_KNOWN), 7)} ${word('regions')}`,
    store.evicting ? word('evicting') : '',
  ]);
  return [
    `${word('leader')} ${sanitiseLine(pd.leader ?? NOT_KNOWN)}  ${members.join('  ')}  ${pd.ready ? word('ready') : word('notReady')}`,
    ...rows.map((cells) => cells.join(' ').trimEnd()),
    `${word('regions')} ${regions.count ?? NOT_KNOWN} (${word('empty')} ${regions.empty ?? NOT_KNOWN})`,
    `${word('schedulers')} ${sanitiseLine(schedulers?.join(', ') ?? NOT_KNOWN)}`,
    `${word('limits')} ${
      limits
        ? Object.entries(limits)
            .map(([key, value]) => sanitiseLine(`${key} ${String(value)}`))
            .join(', ')
        : NOT_KNOWN
    }`,
  ];
}
