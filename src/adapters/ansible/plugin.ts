/** The plugin's module name: its file is `belay_events.py`. */
export const EVENTS_PLUGIN_FILE = 'belay_events.py';

/** Environment variable that names the file the plugin appends to; without it the plugin is silent. */
export const EVENTS_VARIABLE = 'BELAY_EVENTS';

/**
 * Source of belay's ansible callback plugin: appends one JSON line per event (src/formats/ansible-events.ts) to the file
 * named by BELAY_EVENTS, beside ansible's own output. Python 2.7 and 3, ansible 2.7 to current.
 *
 * It is loaded by environment alone: ANSIBLE_CALLBACK_PLUGINS names its directory and CALLBACK_NEEDS_WHITELIST = False
 * is enough. ANSIBLE_CALLBACKS_ENABLED must not be set: it would replace the tree's own `callback_whitelist = help`.
 * A method that raises is only warned of by ansible, and a plugin that cannot be loaded is skipped with exit 0: the
 * events are numbered, so that the reader sees what is missing.
 */
export const EVENTS_PLUGIN = `# -*- coding: utf-8 -*-
# belay's events: one JSON line per event, appended to the file named by $BELAY_EVENTS.
# Reads what ansible tells; changes nothing. Python 2.7 and 3, ansible 2.7 and later.
from __future__ import absolute_import, division, print_function
__metaclass__ = type

import json
import os
import time

from ansible import __version__ as ansible_version
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = '''
    name: belay_events
    type: notification
    short_description: writes what a playbook does as JSON lines
    description:
        - Appends one JSON object per event to the file named by the environment variable BELAY_EVENTS.
'''

MESSAGE_LIMIT = 2000


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'notification'
    CALLBACK_NAME = 'belay_events'
    # The first is read by ansible 2.7 to 2.14, the second by later ones.
    CALLBACK_NEEDS_WHITELIST = False
    CALLBACK_NEEDS_ENABLED = False

    def __init__(self):
        super(CallbackModule, self).__init__()
        self._number = 0
        self._began = {}
        self._file = None
        path = os.environ.get('BELAY_EVENTS')
        if path:
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        else:
            self.disabled = True

    def v2_playbook_on_start(self, playbook):
        self._write('start', playbook=os.path.basename(_text(playbook._file_name)), ansible=_text(ansible_version))

    def v2_playbook_on_play_start(self, play):
        self._write('play', name=_text(play.get_name()), hosts=_batch(play), serial=bool(play.serial))

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._task(task, False)

    def v2_playbook_on_handler_task_start(self, task):
        self._task(task, True)

    def v2_playbook_on_no_hosts_matched(self):
        self._write('no-hosts', which='matched')

    def v2_playbook_on_no_hosts_remaining(self):
        self._write('no-hosts', which='remaining')

    def v2_runner_on_ok(self, result):
        self._result(result, 'changed' if result._result.get('changed', False) else 'ok')

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._result(result, 'ignored' if ignore_errors else 'failed')

    def v2_runner_on_unreachable(self, result):
        self._result(result, 'unreachable')

    def v2_runner_on_skipped(self, result):
        self._result(result, 'skipped')

    def v2_runner_retry(self, result):
        said = result._result
        # ansible counts the first try into 'retries'.
        self._write('retry', host=_text(result._host.get_name()), attempt=int(said.get('attempts', 0)),
                    retries=max(0, int(said.get('retries', 1)) - 1), seen=_seen(result), **_named(result._task))

    def v2_playbook_on_stats(self, stats):
        hosts = {}
        for host in stats.processed:
            row = stats.summarize(host)
            hosts[_text(host)] = {
                'ok': row['ok'],
                'changed': row['changed'],
                'failures': row['failures'],
                'unreachable': row['unreachable'],
                'skipped': row['skipped'],
                'rescued': row.get('rescued'),
                'ignored': row.get('ignored'),
            }
        self._write('stats', hosts=hosts)

    def _task(self, task, handler):
        self._began[task._uuid] = time.time()
        self._write('task', handler=handler, **_named(task))

    def _result(self, result, state):
        began = self._began.get(result._task._uuid)
        seconds = 0 if began is None else max(0, round(time.time() - began, 3))
        attempts = result._result.get('attempts')
        self._write('result', host=_text(result._host.get_name()), state=state, message=_message(result, state),
                    seconds=seconds, attempts=None if attempts is None else int(attempts), **_named(result._task))

    def _write(self, event, **members):
        if self._file is None:
            return
        members.update(v=1, n=self._number, at=int(time.time() * 1000), event=event)
        self._number += 1
        os.write(self._file, (json.dumps(members) + '\\n').encode('ascii'))


def _named(task):
    path = task.get_path()
    return {
        'task': _text(task.get_name()).strip(),
        'path': _text(path) if path else None,
        'action': _text(task.action),
    }


def _batch(play):
    # The batch of a serial play is known to its variables only.
    try:
        variables = play.get_variable_manager().get_vars(play=play)
        return [_text(host) for host in variables['ansible_play_batch']]
    except Exception:
        return None


def _hidden(said):
    return bool(said.get('_ansible_no_log', False)) or 'censored' in said


def _message(result, state):
    said = result._result
    if getattr(result._task, 'no_log', False) or _hidden(said):
        return ''
    if state in ('failed', 'ignored', 'unreachable'):
        return _clip(_failure(said))
    if result._task.action.split('.')[-1] == 'debug':
        return _clip(said.get('msg', ''))
    return ''


def _failure(said):
    for item in said.get('results') or []:
        if isinstance(item, dict) and item.get('failed', False):
            return '' if _hidden(item) else _failure(item)
    parts = [_text(said[key]) for key in ('msg', 'stderr', 'module_stderr', 'stdout') if said.get(key)]
    return '\\n'.join(parts)


def _seen(result):
    said = result._result
    if getattr(result._task, 'no_log', False) or _hidden(said):
        return ''
    for key in ('content', 'stdout', 'msg', 'stderr'):
        if said.get(key):
            return _clip(said[key])
    return ''


def _clip(value):
    return _text(value)[:MESSAGE_LIMIT]


def _text(value):
    # bytes and other objects are not for json; Python 2 has two kinds of text.
    if isinstance(value, bytes):
        return value.decode('utf-8', 'replace')
    if isinstance(value, type(u'')):
        return u'' + value
    return u'%s' % (value,)
`;
