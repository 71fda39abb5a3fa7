/** What belay.yaml says: one operation on one cluster. Paths are absolute on the control machine. */
export interface Profile {
  readonly runbook: string;
  /** The inventory's cluster_name, or tiup's name: what a danger gate wants typed. */
  readonly cluster: string;
  /** How to reach the control machine; null: this machine. */
  readonly control: ControlMachine | null;
  readonly oldTree: string | null;
  readonly newTree: string | null;
  /** `v3.0.9`: the tree's tag, exactly. */
  readonly target: string | null;
  /** Where the new tree is cloned from. Default: the public tidb-ansible. */
  readonly source: string;
  readonly backupDir: string | null;
  readonly tls: { readonly ca: string; readonly cert: string | null; readonly key: string | null } | null;
  /** User of the SQL port; the password is asked, never stored. Default: root without one. */
  readonly sql: { readonly user: string } | null;
}

export interface ControlMachine {
  readonly host: string;
  readonly port: number | null;
  readonly user: string | null;
  readonly identity: string | null;
  readonly jump: string | null;
  /** A known_hosts file beside the user's own; null: only the user's own. */
  readonly knownHosts: string | null;
}
