using System.Globalization;
using System.Text.Json;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.OpenApi;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.LoadTesting;

/// <summary>Writes the script for k6.</summary>
internal static class K6Script
{
    // Two requests each; the service takes thirty of that kind a minute from one caller.
    private const int Accounts = 10;

    public static string Write(ServicePlan plan)
    {
        var targets = plan.Blueprint.Targets;
        var budget = (100 - (targets.AvailabilityPercent ?? 99.5m)) / 100;
        var hasAccounts = plan.Blueprint.Authentication.Kind != AuthenticationKind.None && plan.Contract.Endpoint("register") is not null;
        var reads = LoadMix.Reads(plan.Contract).Where(endpoint => hasAccounts || !endpoint.RequiresAuthentication).ToList();
        var text = new CodeWriter(2)
            .Line("// Generated from backend.yaml. k6 run --env BASE_URL=https://HOST [--env SCALE=10] tests/load/k6.js")
            .Line("import http from 'k6/http';")
            .Line("import { check } from 'k6';")
            .Line()
            .Line("const base = __ENV.BASE_URL || 'http://localhost:" + plan.Port.ToString(CultureInfo.InvariantCulture) + "';")
            .Line("const scale = Number(__ENV.SCALE || '1');")
            .Line($"const peak = {(targets.RequestsPerSecond ?? 50).ToString(CultureInfo.InvariantCulture)} * scale; // requests a second")
            .Line()
            .Line("// What may be read without a row that would have to be there, and whether that needs an account.")
            .Line("const reads = [");
        foreach (var endpoint in reads)
            text.Line(
                $"  {{ name: {Json(endpoint.OperationId)}, path: {Json(endpoint.Path)}, account: "
                    + $"{(endpoint.RequiresAuthentication ? "true" : "false")} }},"
            );
        if (reads.Count == 0)
            text.Line($"  {{ name: 'ready', path: {Json(plan.ReadyPath)}, account: false }},");
        text.Line("];")
            .Line()
            .Line("// What a role may not see is answered, and no failure; to be held off for asking too often is one.")
            .Line("http.setResponseCallback(http.expectedStatuses({ min: 200, max: 428 }, { min: 430, max: 499 }));")
            .Line()
            .Line(
                $$"""
                export const options = {
                  scenarios: {
                    // An open model: callers come whether or not those before them have been answered.
                    callers: {
                      executor: 'ramping-arrival-rate',
                      startRate: Math.ceil(peak / 10),
                      timeUnit: '1s',
                      preAllocatedVUs: Math.min(Math.max(50, Math.ceil(peak / 2)), 2000),
                      maxVUs: Math.min(Math.max(100, peak * 2), 10000),
                      stages: [
                        { target: Math.ceil(peak / 2), duration: '1m' },
                        { target: peak, duration: '1m' },
                        { target: peak, duration: '5m' },
                        { target: 0, duration: '30s' },
                      ],
                    },
                  },
                  // The targets of the blueprint; k6 ends with an error when one is missed.
                  thresholds: {
                    http_req_duration: ['p(95)<{{(targets.LatencyP95Milliseconds ?? 500).ToString(CultureInfo.InvariantCulture)}}'],
                    http_req_failed: ['rate<{{budget.ToString("0.######", CultureInfo.InvariantCulture)}}'],
                    dropped_iterations: ['count<1'],
                  },
                };
                """
            )
            .Line();
        if (hasAccounts)
            Setup(text, plan);
        text.Line(
            $$"""
            export default function ({{(hasAccounts ? "accounts" : "")}}) {
              const read = reads[Math.floor(Math.random() * reads.length)];
              const parameters = { tags: { name: read.name } };
            """
        );
        if (hasAccounts)
            text.Line("  if (read.account) parameters.headers = { Authorization: 'Bearer ' + accounts[__VU % accounts.length] };");
        text.Line("  const answer = http.get(base + read.path, parameters);")
            .Line("  check(answer, { 'is answered': (given) => given.status < 500 && given.status !== 429 });")
            .Line("}");
        return text.ToString();
    }

    // Accounts of the role that everybody may have, made once for the run.
    private static void Setup(CodeWriter text, ServicePlan plan)
    {
        var register = plan.Contract.Endpoint("register")!;
        var body = ExampleBodies.Of(plan.Contract, register.RequestSchema);
        var login = plan.Contract.Endpoint("login")!;
        var given = ExampleBodies.Of(plan.Contract, login.RequestSchema);
        text.Line("export function setup() {")
            .Line("  const json = { headers: { 'Content-Type': 'application/json' } };")
            .Line("  const tokens = [];")
            .Line($"  const known = Object.keys({Compact(given)}).filter((key) => key !== 'password');")
            .Line($"  for (let i = 0; i < {Accounts}; i++) {{")
            .Line("    const unique = `load-${Date.now()}-${i}`;")
            .Line("    // What an account is known by must be new; everything else may be the example.")
            .Line("    const fresh = (value) => (String(value).includes('@') ? unique + '@example.com' : unique);")
            .Line("    const isName = (key, value) => known.includes(key) || (typeof value === 'string' && value.includes('@'));")
            .Line("    const account = Object.fromEntries(")
            .Line($"      Object.entries({Compact(body)}).map(([key, value]) => [key, isName(key, value) ? fresh(value) : value]),")
            .Line("    );")
            .Line($"    http.post(base + {Json(register.Path)}, JSON.stringify(account), json);")
            .Line($"    const login = Object.fromEntries(Object.keys({Compact(given)}).map((key) => [key, account[key]]));")
            .Line($"    const answer = http.post(base + {Json(login.Path)}, JSON.stringify(login), json);")
            .Line("    if (answer.status === 200) tokens.push(answer.json('accessToken'));")
            .Line("  }")
            .Line("  if (tokens.length === 0) throw new Error('No account could be made: see the answers of register and login.');")
            .Line("  return tokens;")
            .Line("}")
            .Line();
    }

    private static string Compact(System.Text.Json.Nodes.JsonNode? body) => body?.ToJsonString() ?? "{}";

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
