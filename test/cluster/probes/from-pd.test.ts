import { describe, expect, it } from 'vitest';
import { OperatorError } from '../../../src/base/errors.ts';
import { text } from '../../../src/base/text.ts';
import { pdVersionsProbe } from '../../../src/cluster/probes/pd-versions.ts';
import { regionHealthProbe } from '../../../src/cluster/probes/region-health.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import { FakeHost } from '../support/fake-host.ts';
import { fakePorts, probe, value } from '../support/fake-ports.ts';
import { GROUP_VARS, INVENTORY, SETTINGS, stores } from '../support/sample.ts';

const control = () =>
  new FakeHost(
    'control',
    [['inventory.ini', INVENTORY] as const, ...GROUP_VARS].map(([path, content]) => [
      `${SETTINGS.oldTree}/${path}`,
      content,
    ]),
  );

describe('a fact from PD', () => {
  it('has the member that answered as its source', async () => {
    const ports = fakePorts({
      control: control(),
      pd: { stores: async () => stores(), answering: 'http://10.0.0.12:2379' },
    });
    const fact = await probe(ports, storesProbe);
    expect(fact).toMatchObject({
      known: true,
      source: { kind: 'http', method: 'GET', url: 'http://10.0.0.12:2379/pd/api/v1/stores' },
    });
  });

  it('is not known, with the reason, when nobody answers', async () => {
    const what = text('no PD answers', 'PD 无应答');
    const silent = new OperatorError({ code: 'pd-unreachable', kind: 'failed', what, why: what, next: [] });
    const ports = fakePorts({ control: control(), pd: { stores: () => Promise.reject(silent) } });
    expect(await probe(ports, storesProbe)).toMatchObject({ known: false, why: { en: 'no PD answers' } });
  });

  it('is not known when there is no inventory to find PD by', async () => {
    expect(await probe(fakePorts({}), storesProbe)).toMatchObject({ known: false });
  });

  it('keeps what PD does not tell as null', async () => {
    const ports = fakePorts({
      control: control(),
      pd: { regionsCheck: async (kind) => (kind === 'pending-peer' ? null : 2) },
    });
    expect(await value(ports, regionHealthProbe)).toEqual({ missing: 2, down: 2, pending: null });
  });
});

describe('the versions of PD', () => {
  it('are what runs, where PD tells it, else what its binary says', async () => {
    const members = [11, 12, 13].map((last) => ({
      name: `pd${last}`,
      clientUrls: [`http://10.0.0.${last}:2379`],
      version: last === 11 ? 'v3.0.9' : null,
    }));
    const ports = fakePorts({
      control: control(),
      pd: { members: async () => ({ leader: 'pd11', members }) },
      at: (name) =>
        new FakeHost(name, [], () => (name === '10.0.0.12' ? { stdout: 'Release Version: v2.1.19\n' } : undefined)),
    });
    expect((await value(ports, pdVersionsProbe)).map(({ name, version, by }) => [name, version, by])).toEqual([
      ['10.0.0.11', 'v3.0.9', 'api'],
      ['10.0.0.12', 'v2.1.19', 'binary'],
      ['10.0.0.13', null, 'binary'],
    ]);
  });
});
