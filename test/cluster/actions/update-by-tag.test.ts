import { describe, expect, it } from 'vitest';
import { updatePump } from '../../../src/cluster/actions/update-pump.ts';
import { updateTidb } from '../../../src/cluster/actions/update-tidb.ts';
import { pumpBinariesProbe } from '../../../src/cluster/probes/installed-binaries.ts';
import { playbookHostsProbe } from '../../../src/cluster/probes/playbook-hosts.ts';
import { pumpStatusProbe } from '../../../src/cluster/probes/pump-status.ts';
import { tidbStatusProbe } from '../../../src/cluster/probes/tidb-status.ts';
import { commandsOf, planInput } from '../support/planned.ts';
import { rollingFacts } from '../support/rolling-facts.ts';

const tidb = (name: string, version: string | null) => ({ name, address: name, version, connections: 0, why: null });

describe('rolling TiDB', () => {
  it('goes on with those that do not answer with the target', () => {
    const facts = rollingFacts().known(tidbStatusProbe, [tidb('10.0.0.21', 'v3.0.9'), tidb('10.0.0.22', null)]);
    expect(commandsOf(updateTidb, planInput(facts))).toEqual([
      'ansible-playbook rolling_update.yml --tags=tidb -l 10.0.0.22',
    ]);
  });
});

describe('rolling Pump', () => {
  const pump = (version: string, state: string | null) =>
    rollingFacts()
      .known(playbookHostsProbe, [{ patterns: ['pump_servers'], hosts: ['pump1'] }])
      .known(pumpBinariesProbe, [{ name: 'pump1', path: '/bin/pump', version, why: null }])
      .known(pumpStatusProbe, [{ name: 'pump1', state }]);

  it('is done only with the new binary and online', () => {
    expect(commandsOf(updatePump, planInput(pump('v2.1.19', 'online')))).toHaveLength(1);
    expect(commandsOf(updatePump, planInput(pump('v3.0.9', 'paused')))).toHaveLength(1);
    expect(commandsOf(updatePump, planInput(pump('v3.0.9', null)))).toHaveLength(1);
    expect(commandsOf(updatePump, planInput(pump('v3.0.9', 'online')))).toEqual([]);
  });
});
