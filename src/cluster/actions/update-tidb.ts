import { verbatim } from '../../base/text.ts';
import { tidbStatusProbe } from '../probes/tidb-status.ts';
import { tidbStandings } from '../rolling/tidb-standings.ts';
import { updateByTag } from './update-by-tag.ts';

/** Rolls TiDB. Each server drops its connections when it is stopped. */
export const updateTidb = updateByTag({
  id: 'update-tidb',
  component: verbatim('TiDB'),
  tag: 'tidb',
  group: 'tidb_servers',
  needs: [tidbStatusProbe],
  standings: tidbStandings,
});
