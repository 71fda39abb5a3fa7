/** Keywords of ssh_config(5) that belay goes by. */
export const HONOURED: ReadonlySet<string> = new Set([
  'host',
  'hostname',
  'user',
  'port',
  'identityfile',
  'identitiesonly',
  'identityagent',
  'proxyjump',
  'stricthostkeychecking',
  'userknownhostsfile',
  'globalknownhostsfile',
  'hashknownhosts',
  'hostkeyalias',
  'serveraliveinterval',
  'serveralivecountmax',
  'connecttimeout',
  'pubkeyauthentication',
  'passwordauthentication',
  'kbdinteractiveauthentication',
  'challengeresponseauthentication',
  'preferredauthentications',
]);

/**
 * Keywords that decide where we come to or whom we trust: to leave them out could end at another machine. Refused, unless
 * they are switched off.
 */
export const REFUSED: ReadonlySet<string> = new Set([
  'proxycommand',
  'canonicalizehostname',
  'knownhostscommand',
  'revokedhostkeys',
  'verifyhostkeydns',
]);

/** What switches a keyword off. */
export const OFF: ReadonlySet<string> = new Set(['no', 'none', 'false']);

/** Keywords without a bearing on what belay does over a connection: left out without a word. */
export const WITHOUT_BEARING: ReadonlySet<string> = new Set(
  [
    'addkeystoagent batchmode checkhostip clearallforwardings compression connectionattempts controlmaster controlpath',
    'controlpersist dynamicforward enableescapecommandline escapechar exitonforwardfailure fingerprinthash',
    'forkafterauthentication forwardagent forwardx11 forwardx11timeout forwardx11trusted gatewayports',
    'gssapiauthentication gssapidelegatecredentials hostbasedauthentication ignoreunknown ipqos localcommand',
    'localforward loglevel logverbose nohostauthenticationforlocalhost numberofpasswordprompts obscurekeystroketiming',
    'permitlocalcommand permitremoteopen rekeylimit remotecommand remoteforward requesttty sendenv sessiontype setenv',
    'stdinnull streamlocalbindmask streamlocalbindunlink syslogfacility tag tcpkeepalive tunnel tunneldevice',
    'updatehostkeys usekeychain visualhostkey warnweakcrypto xauthlocation',
  ].flatMap((line) => line.split(' ')),
);
