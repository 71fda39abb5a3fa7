import { describe, expect, it } from 'vitest';
import { secretRegistry, secretsOf } from '../../src/adapters/secrets.ts';
import { redactText } from '../../src/base/redact.ts';
import { allFiles } from '../support/trees.ts';

const inventory = `
## TiDB Cluster Part
[tidb_servers]
TiDB1 ansible_host=10.0.0.14 ansible_user=tidb ansible_ssh_pass=hunter22 deploy_dir=/data1
TiDB2 ansible_host=10.0.0.15 ansible_become_pass="two words" ansible_port=22

[all:vars]
cluster_name = test-cluster
grafana_admin_user = "admin"
grafana_admin_password = "gr4f4na!"
mysql_password = with blanks in it
dm_password = p4ss#w   # of the old cluster
dashboard_token = '{{ vault_token }}'
empty_password = ""
alertmanager_target = "10.0.0.10:9093"
`;

describe('the secrets of an inventory', () => {
  it('are the values of the keys that name secrets, each once', () => {
    expect(new Set(secretsOf(inventory))).toEqual(
      new Set(['hunter22', 'two words', 'gr4f4na!', 'with blanks in it', 'p4ss#w']),
    );
  });

  it('are found in YAML too', () => {
    expect(secretsOf('grafana:\n  admin_password: "s3cret#1"\n  admin_user: admin\n')).toEqual(['s3cret#1']);
  });

  it.each(['admin', 'root', 'True', 'no', '12345'])(
    'leave out the ordinary word %s: it would garble the journal',
    (word) => {
      expect(secretsOf(`grafana_admin_password = ${word}`)).toEqual([]);
    },
  );

  it('leave nothing of themselves in redacted text', () => {
    const said = `fatal: cannot log in with hunter22 ("two words", gr4f4na!)`;
    expect(redactText(said, secretsOf(inventory))).not.toMatch(/hunter22|two words|gr4f4na/);
  });
});

describe.skipIf(!process.env.BELAY_TREES)('the secrets of untouched trees', () => {
  it('are none: nothing that a release ships is redacted', () => {
    const shipped = allFiles().filter(([path]) => path.startsWith('tidb-ansible'));
    expect(shipped.length).toBeGreaterThan(20);
    for (const [path, content] of shipped) expect([path, ...secretsOf(content)]).toEqual([path]);
  });
});

describe('the registry of secrets', () => {
  it('grows, keeps each value once, and no empty one', () => {
    const registry = secretRegistry();
    registry.add('one', '', 'two');
    registry.add('one');
    expect(registry.list()).toEqual(['one', 'two']);
  });

  it('is one for each who makes one', () => {
    secretRegistry().add('one');
    expect(secretRegistry().list()).toEqual([]);
  });
});
