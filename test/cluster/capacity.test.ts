import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBytes } from '../../src/base/bytes.ts';
import { capacityFor, capacityForAll } from '../../src/cluster/capacity.ts';
import { capacityQuestion } from '../../src/cluster/merge/tuning.ts';
import { refuseAnswer } from '../../src/engine/answers.ts';

const GIB = 1024 ** 3;

describe('the shared block cache', () => {
  it('is half of the memory, shared by the instances of the machine', () => {
    expect(capacityFor({ memoryBytes: 128 * GIB, instances: 2 })).toEqual({
      perInstanceBytes: 32 * GIB,
      setting: '32GB',
    });
    expect(capacityFor({ memoryBytes: 125.5 * GIB, instances: 2 }).setting).toBe('32128MB');
  });

  it('is never written larger than it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 45 }), fc.integer({ min: 1, max: 8 }), (memoryBytes, instances) => {
        const { perInstanceBytes, setting } = capacityFor({ memoryBytes, instances });
        const written = parseBytes(setting) as number;
        expect(written).toBeLessThanOrEqual(perInstanceBytes);
        expect(perInstanceBytes - written).toBeLessThan(1024 ** 2);
        expect(perInstanceBytes * instances).toBeLessThanOrEqual(memoryBytes / 2);
      }),
    );
  });

  it('fits the smallest machine, and says that they differ', () => {
    const machines = [
      { host: 'a', memoryBytes: 64 * GIB, instances: 1 },
      { host: 'b', memoryBytes: 64 * GIB, instances: 2 },
    ];
    const shared = capacityForAll(machines);
    expect(shared).toMatchObject({ setting: '16GB', hosts: [{ setting: '32GB' }, { setting: '16GB' }] });
    expect(shared?.findings.map((finding) => finding.code)).toEqual(['capacity-hosts-differ']);
    expect(capacityForAll(machines.slice(0, 1))?.findings).toEqual([]);
    expect(capacityForAll([])).toBeNull();
  });

  it('is proposed where it is known, and takes a size of one’s own', () => {
    const known = capacityQuestion(capacityForAll([{ host: 'a', memoryBytes: 64 * GIB, instances: 2 }]));
    expect(known.proposed).toBe('16GB');
    expect(refuseAnswer(known, '16GB')).toBeNull();
    expect(refuseAnswer(known, 'text: 12GB')).toBeNull();
    expect(refuseAnswer(known, 'text: 12')).not.toBeNull();
    expect(capacityQuestion(null).proposed).toBeNull();
  });
});
