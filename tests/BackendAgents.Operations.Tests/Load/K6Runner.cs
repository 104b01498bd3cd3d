using System.Text.Json.Nodes;

namespace BackendAgents.Operations.Tests.Load;

/// <summary>Runs the script for k6 without k6: in Node, over stand-ins for its modules that call by curl.</summary>
internal static class K6Runner
{
    private const string Http = """
        import { execFileSync } from 'node:child_process';
        const call = (method, url, body, { headers = {} } = {}) => {
          const given = ['--silent', '--max-time', '20', '--request', method, '--write-out', '\n%{http_code}'];
          for (const [name, value] of Object.entries(headers)) given.push('--header', `${name}: ${value}`);
          if (body !== null && body !== undefined) given.push('--data-binary', body);
          const lines = execFileSync('curl', [...given, url], { encoding: 'utf8' }).split('\n');
          const status = Number(lines.pop());
          const said = lines.join('\n');
          return { status, body: said, json: (member) => (member ? JSON.parse(said)[member] : JSON.parse(said)) };
        };
        """;

    // What the script calls, whichever way a call is made.
    private const string Calls = """
        export default {
          get: (url, parameters) => call('GET', url, null, parameters),
          post: (url, body, parameters) => call('POST', url, body, parameters),
          put: (url, body, parameters) => call('PUT', url, body, parameters),
          request: call,
          setResponseCallback: () => {},
          expectedStatuses: () => {},
        };
        """;

    private const string Main = """
        const [, , address, login, password] = process.argv;
        globalThis.__ENV = { BASE_URL: address, ADMIN_LOGIN: login, ADMIN_PASSWORD: password };
        globalThis.__VU = 1;
        const script = await import('./k6.mjs');
        const known = script.setup();
        for (globalThis.__ITER = 0; globalThis.__ITER < 12; globalThis.__ITER++) script.default(known);
        console.log(JSON.stringify(globalThis.__CHECKS));
        """;

    private const string Checks = """
        globalThis.__CHECKS = {};
        export const check = (answer, wanted) => {
          for (const [name, holds] of Object.entries(wanted)) {
            const [well, all] = globalThis.__CHECKS[name] ?? [0, 0];
            globalThis.__CHECKS[name] = [well + (holds(answer) ? 1 : 0), all + 1];
          }
        };
        """;

    // A service whose tokens end, and a clock that the run moves on: a tenth of a token's life with each iteration.
    private const string Ending = """
        const started = new Map();
        const answer = (status, body = {}) => ({
          status, body: JSON.stringify(body), json: (member) => (member ? body[member] : body),
        });
        const call = (method, url, body, { headers = {} } = {}) => {
          if (url.endsWith('/login')) {
            globalThis.__LOGINS += 1;
            started.set(`token${globalThis.__LOGINS}`, Date.now());
            return answer(200, { accessToken: `token${globalThis.__LOGINS}` });
          }
          const token = (headers.Authorization || '').replace('Bearer ', '');
          return answer(token && Date.now() - started.get(token) >= globalThis.__LIFE ? 401 : 200, { id: '1' });
        };
        """;

    private const string LongRun = """
        let clock = 1_800_000_000_000;
        Date.now = () => clock;
        globalThis.__LOGINS = 0;
        globalThis.__LIFE = Number(process.argv[2]);
        globalThis.__ENV = { ADMIN_LOGIN: 'admin', ADMIN_PASSWORD: 'secret' };
        globalThis.__VU = 99;
        const script = await import('./k6.mjs');
        const known = script.setup();
        globalThis.__MADE = globalThis.__LOGINS;
        for (globalThis.__ITER = 0; globalThis.__ITER < 200; globalThis.__ITER++) {
          clock += globalThis.__LIFE / 10;
          script.default(known);
        }
        const [well, all] = globalThis.__CHECKS['is answered'];
        const again = globalThis.__LOGINS - globalThis.__MADE;
        console.log(JSON.stringify({ failed: all - well, accounts: Object.keys(known).length, again }));
        """;

    /// <summary>What came of a dozen iterations: of each check how often it held, of how often.</summary>
    /// <param name="script">The delivered script.</param>
    /// <param name="address">Where the service is.</param>
    /// <param name="admin">Login and password of its first administrator; null where the script needs none.</param>
    public static Task<JsonObject> RunAsync(string script, Uri address, (string Login, string Password)? admin = null) =>
        RunAsync(script, Http, Main, [$"{address}".TrimEnd('/'), .. admin is var (login, password) ? new[] { login, password } : []]);

    /// <summary>
    /// What came of twenty lives of a token, by a clock that the run itself moves on: calls that <c>failed</c>, <c>accounts</c>, and how
    /// often one logged in <c>again</c>.
    /// </summary>
    public static Task<JsonObject> RunLongAsync(string script, TimeSpan life) =>
        RunAsync(script, Ending, LongRun, [$"{(long)life.TotalMilliseconds}"]);

    private static async Task<JsonObject> RunAsync(string script, string http, string main, string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("k6-").FullName;
        try
        {
            var module = Directory.CreateDirectory(Path.Combine(folder, "node_modules/k6")).FullName;
            await File.WriteAllTextAsync(
                Path.Combine(module, "package.json"),
                """{ "type": "module", "exports": { ".": "./index.js", "./http": "./http.js" } }"""
            );
            await File.WriteAllTextAsync(Path.Combine(module, "index.js"), Checks);
            await File.WriteAllTextAsync(Path.Combine(module, "http.js"), $"{http}\n{Calls}");
            await File.WriteAllTextAsync(Path.Combine(folder, "k6.mjs"), script);
            await File.WriteAllTextAsync(Path.Combine(folder, "main.mjs"), main);
            var run = await Judges.RunAsync(folder, "node", ["main.mjs", .. arguments]);
            Assert.That(run.Succeeded, Is.True, run.Text);
            return JsonNode.Parse(run.Output)!.AsObject();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
