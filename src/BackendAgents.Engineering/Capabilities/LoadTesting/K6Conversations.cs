namespace BackendAgents.Engineering.Capabilities.LoadTesting;

/// <summary>The part of the script for k6 that makes accounts by role and has the scenarios' conversations.</summary>
internal static class K6Conversations
{
    /// <summary>Functions that make accounts; <c>accounts</c> and <c>conversations</c> are the data before them.</summary>
    public const string Accounts = """
        const json = { headers: { 'Content-Type': 'application/json' } };
        const unique = Date.now().toString(36);

        function logIn(credentials) {
          const at = Date.now();
          const answer = http.post(base + accounts.login, JSON.stringify(credentials), json);
          if (answer.status !== 200) throw new Error(`${accounts.login} is answered ${answer.status}: ${answer.body}`);
          const token = answer.json('accessToken');
          const me = accounts.me ? http.get(base + accounts.me, { headers: { Authorization: 'Bearer ' + token } }).json() : {};
          return { ...me, token, at, credentials };
        }

        // The accounts with tokens that last: each caller logs in again between the half and nine tenths of a token's life, for not all
        // are to do so at once. Who is not let in tries again later, with the token that there is.
        const renewed = {};
        function current(made) {
          const age = life * (0.5 + (0.4 * (__VU % 100)) / 100);
          for (const [key, first] of Object.entries(made)) {
            const one = renewed[key] || first;
            renewed[key] = one;
            if (Date.now() - one.at < age) continue;
            const parameters = { ...json, responseCallback: http.expectedStatuses({ min: 200, max: 499 }), tags: { name: 'login' } };
            const answer = http.post(base + accounts.login, JSON.stringify(one.credentials), parameters);
            const isIn = answer.status === 200;
            renewed[key] = { ...one, token: isIn ? answer.json('accessToken') : one.token, at: isIn ? Date.now() : one.at + life / 20 };
          }
          return renewed;
        }

        // The first administrator: ADMIN_LOGIN and ADMIN_PASSWORD, as the service has them.
        function admin() {
          const given = (name) => (name === accounts.name ? __ENV.ADMIN_LOGIN : __ENV.ADMIN_PASSWORD);
          return logIn(Object.fromEntries(accounts.credentials.map((name) => [name, given(name)])));
        }

        // An account that has a role: it registers with it, an administrator gives it, or it is the administrator.
        function make(account, number) {
          if (account.way === 'admin') return admin();
          const body = filled(accounts.body, {}, `${unique}${number}`);
          if (account.way === 'register' && account.role) body.role = account.role;
          http.post(base + accounts.register, JSON.stringify(body), json);
          const credentials = Object.fromEntries(accounts.credentials.map((name) => [name, body[name]]));
          const made = logIn(credentials);
          if (account.way !== 'grant') return made;
          const headers = { ...json.headers, Authorization: 'Bearer ' + admin().token };
          http.put(base + accounts.grant.replace('{id}', made.id), JSON.stringify({ role: account.role }), { headers });
          return logIn(credentials);
        }

        // Made once for the run. Without an administrator, conversations of those whom only he can make are left out.
        export function setup() {
          const known = {};
          for (const { accounts: wanted } of conversations)
            for (const account of wanted)
              if (!known[keyOf(account)] && (account.way === 'register' || __ENV.ADMIN_LOGIN))
                known[keyOf(account)] = make(account, Object.keys(known).length);
          if (reads.some((read) => read.account) && !Object.keys(known).length) known.somebody = make({ way: 'register' }, 0);
          return known;
        }

        """;

    /// <summary>Functions that have a conversation.</summary>
    public const string Talk = """
        const keyOf = (account) => `${account.name}/${account.role}`;

        // '+01:30:00', '-2.00:00:00' in milliseconds.
        function shift(text) {
          const [, sign, days, hours, minutes, seconds] = /^([+-])(?:(\d+)\.)?(\d+):(\d+)(?::([\d.]+))?$/.exec(text);
          const all = ((Number(days || 0) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds || 0);
          return (sign === '-' ? -1000 : 1000) * all;
        }

        // A value with what is known in the place of references, the present clock, and what is new in this conversation.
        function filled(value, known, run) {
          if (Array.isArray(value)) return value.map((item) => filled(item, known, run));
          if (value !== null && typeof value === 'object')
            return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, known, run)]));
          if (typeof value !== 'string') return value;
          const now = /^\$now([+-].+)?$/.exec(value);
          if (now) return new Date(Date.now() + (now[1] ? shift(now[1]) : 0)).toISOString().slice(0, 19) + 'Z';
          const today = /^\$today([+-]\d+)?$/.exec(value);
          if (today) return new Date(Date.now() + Number(today[1] || 0) * 86400000).toISOString().slice(0, 10);
          const saved = /^\$([a-z][A-Za-z0-9]*)((?:\.[A-Za-z0-9_]+)*)$/.exec(value);
          if (saved) return saved[2].split('.').slice(1).reduce((at, member) => (at ? at[member] : undefined), known[saved[1]]);
          return (value.startsWith('$') ? value.slice(1) : value)
            .replace('{run}', run)
            .replace(/\{(run|digits):(\d+)\}/, (_, kind, most) => (kind === 'run' ? run : numbered()).slice(-most));
        }

        // Digits that no other conversation has, the last ones above all.
        const numbered = () => `${Date.now()}${String(__VU % 1000).padStart(3, '0')}${String(__ITER % 100).padStart(2, '0')}`;

        function talk(conversation, data, run) {
          const known = Object.fromEntries(conversation.accounts.map((account) => [account.name, data[keyOf(account)]]));
          for (const call of conversation.calls) {
            let path = call.path;
            for (const [name, value] of Object.entries(call.values))
              path = path.replace(`{${name}}`, encodeURIComponent(filled(value, known, run)));
            const query = Object.entries(call.query).map(([name, value]) => `${name}=${encodeURIComponent(filled(value, known, run))}`);
            const headers = { ...json.headers, ...filled(call.headers, known, run) };
            const caller = known[call.as];
            if (caller) headers.Authorization = 'Bearer ' + (caller.token || caller.accessToken);
            const body = call.body === null ? null : JSON.stringify(filled(call.body, known, run));
            const url = base + path + (query.length ? '?' + query.join('&') : '');
            const responseCallback = http.expectedStatuses(...expected, call.status);
            const answer = http.request(call.method, url, body, { headers, responseCallback, tags: { name: call.name } });
            const isAnswered = (given) => answered(given) || given.status === call.status;
            check(answer, { 'is answered': isAnswered, 'is as the scenario says': (given) => given.status === call.status });
            if (call.save) known[call.save] = answer.body ? answer.json() : undefined;
          }
        }

        """;
}
