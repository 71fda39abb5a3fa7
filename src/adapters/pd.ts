import type { Json } from '../base/json.ts';
import type { Http } from '../cluster/ports/http.ts';
import type { Pd } from '../cluster/ports/pd.ts';
import { readCount, readHealth, readMembers, readNames, readRegionStats, readStores } from './pd/answers.ts';
import { askMembers } from './pd/ask-members.ts';
import { readObject, readString } from './pd/shapes.ts';

const API = '/pd/api/v1';

/**
 * PD's HTTP API over all of `urls` (client URLs, `http://10.0.0.11:2379`). A call goes round the members once, starting
 * with the one that answered last: election times are ridden out by whoever polls.
 * Rejects with OperatorError `pd-unreachable`, `pd-no-leader`, `pd-refused`, and `pd-unreadable` when what answers is no PD.
 */
export function pdClient(http: Http, urls: readonly string[]): Pd {
  const members = askMembers(http, urls);
  const read = async <T>(path: string, parse: (value: Json) => T): Promise<T> => (await members.ask(path, parse)).value;
  return {
    members: () => read(`${API}/members`, readMembers),
    health: () => read('/pd/health', readHealth),
    stores: () => read(`${API}/stores`, readStores),
    schedulers: () => read(`${API}/schedulers`, readNames),
    schedule: () => read(`${API}/config/schedule`, readObject),
    configText: async () => (await members.ask(`${API}/config`, readObject)).body,
    replication: () => read(`${API}/config/replicate`, readObject),
    regionStats: () => read(`${API}/stats/region`, readRegionStats),
    regionsCheck: async (kind) => {
      const answer = await members.askKnown(`${API}/regions/check/${kind}`, readCount);
      return answer === null ? null : answer.value;
    },
    operators: () => read(`${API}/operators`, readNames),
    clusterVersion: () => read(`${API}/config/cluster-version`, readString),
    get answering() {
      return members.answering;
    },
  };
}
