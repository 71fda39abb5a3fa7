import type { Profile } from '../profile.ts';
import type { Hosts } from './host.ts';
import type { Http } from './http.ts';
import type { Pd } from './pd.ts';
import type { Sql } from './sql.ts';

/** Everything that probes of a cluster read through. */
export interface ClusterPorts {
  readonly profile: Profile;
  readonly hosts: Hosts;
  readonly http: Http;
  readonly sql: Sql;
  /** A client over PD members' client URLs, `http://10.0.0.11:2379`; the same list gives the same client. */
  pd(urls: readonly string[]): Pd;
}
