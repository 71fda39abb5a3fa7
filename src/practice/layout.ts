/** Where a practice keeps what: everything below one directory. */
export function practiceLayout(dir: string) {
  return {
    dir,
    /** Profile that belay runs with. */
    profile: `${dir}/belay.yaml`,
    /** Who serves it, where, since when. */
    status: `${dir}/practice.json`,
    /** The world as it is. */
    world: `${dir}/world.json`,
    /** What its servers answered, one JSON line each. */
    accessLog: `${dir}/logs/access.jsonl`,
    /** What its machines were told to run, one JSON line each. */
    commandLog: `${dir}/logs/commands.jsonl`,
    logs: `${dir}/logs`,
    /** What the process itself says. */
    processLog: `${dir}/logs/practice.log`,
    /** Where stand-ins find the practice. */
    address: `${dir}/address.json`,
    programs: `${dir}/bin`,
    keys: `${dir}/keys`,
    hostKey: `${dir}/keys/host`,
    clientKey: `${dir}/keys/client`,
    knownHosts: `${dir}/keys/known_hosts`,
  };
}
