import type { On, Play } from '../play.ts';
import { checks, preChecks } from './checks.ts';
import { pumpUpdate, tidbUpdate, tikvUpdate } from './update-others.ts';
import { pdHealth, pdOrder, pdUpdate } from './update-pd.ts';

/** `excessive_rolling_update.yml` stops PD under its old unit and starts it under the new one; `rolling_update.yml` uses one. */
export function rollingUpdate(how: {
  readonly stopPd: (on: On) => string;
  readonly startPd: (on: On) => string;
}): readonly Play[] {
  return [
    ...checks({ system: true }),
    ...preChecks(),
    pdHealth(),
    pdOrder(),
    pdUpdate(how.stopPd, how.startPd),
    tikvUpdate(),
    pumpUpdate(),
    tidbUpdate(),
  ];
}
