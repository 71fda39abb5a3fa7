import { describe, expect, it } from 'vitest';
import { updatePd } from '../../../src/cluster/actions/update-pd.ts';
import type { JobDeed } from '../../../src/engine/deed.ts';
import { commandsOf, deedsOf, planInput, refusalOf, tried } from '../support/planned.ts';
import { rollingFacts, withPds } from '../support/rolling-facts.ts';
import { INVENTORY, topologyOf } from '../support/sample.ts';

const OLD = { version: 'v2.1.19', unit: 'absent' } as const;
const NEW = { version: 'v3.0.9', unit: 'active' } as const;
const BROKEN = { version: 'v3.0.9', unit: 'inactive', healthy: false } as const;
const UNSEEN = { version: null, unit: null } as const;

const supervised = topologyOf(INVENTORY.replace('systemd', 'supervise'));
const firstRun = deedsOf(updatePd, planInput(withPds(rollingFacts(), [OLD, OLD, OLD])))[0] as JobDeed;

describe('rolling PD under systemd', () => {
  it('goes through the excessive playbook once', () => {
    expect(firstRun.argv.join(' ')).toBe('ansible-playbook excessive_rolling_update.yml --tags=pd');
  });

  it('does nothing when every PD runs the target under its new unit, even in a new run', () => {
    expect(deedsOf(updatePd, planInput(withPds(rollingFacts(), [NEW, NEW, NEW])))).toEqual([]);
  });

  it('sends no PD through it twice: after a failure only those that were not reached', () => {
    const input = planInput(withPds(rollingFacts(), [NEW, OLD, OLD]), { attempts: [tried(firstRun, false)] });
    expect(commandsOf(updatePd, input)).toEqual([
      'ansible-playbook excessive_rolling_update.yml --tags=pd -l 10.0.0.12,10.0.0.13',
    ]);
  });

  it('mends a PD that moved and is not well with the plain playbook, before it goes on', () => {
    const input = planInput(withPds(rollingFacts(), [NEW, BROKEN, OLD]), { attempts: [tried(firstRun, false)] });
    expect(commandsOf(updatePd, input)).toEqual([
      'ansible-playbook rolling_update.yml --tags=pd -l 10.0.0.12',
      'ansible-playbook excessive_rolling_update.yml --tags=pd -l 10.0.0.13',
    ]);
  });

  it('takes a new binary for a moved PD when its units cannot be read', () => {
    const moved = { version: 'v3.0.9', unit: null, healthy: false } as const;
    expect(commandsOf(updatePd, planInput(withPds(rollingFacts(), [moved, OLD, OLD])))).toEqual([
      'ansible-playbook rolling_update.yml --tags=pd -l 10.0.0.11',
      'ansible-playbook excessive_rolling_update.yml --tags=pd -l 10.0.0.12,10.0.0.13',
    ]);
  });

  it('refuses a second try while it cannot be seen who went through the first', () => {
    const input = planInput(withPds(rollingFacts(), [UNSEEN, UNSEEN, UNSEEN]), { attempts: [tried(firstRun, false)] });
    expect(refusalOf(updatePd.plan(input))).toContain('10.0.0.11, 10.0.0.12, 10.0.0.13');
  });
});

describe('rolling PD under supervise', () => {
  it('has one playbook for the first run and for the rest', () => {
    expect(commandsOf(updatePd, planInput(withPds(rollingFacts(supervised), [OLD, OLD, OLD])))).toEqual([
      'ansible-playbook rolling_update.yml --tags=pd',
    ]);
    const left = planInput(withPds(rollingFacts(supervised), [{ ...NEW, unit: null }, OLD, OLD]));
    expect(commandsOf(updatePd, left)).toEqual([
      'ansible-playbook rolling_update.yml --tags=pd -l 10.0.0.12,10.0.0.13',
    ]);
  });
});
