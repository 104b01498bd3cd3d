using System.Globalization;
using System.Text.Json;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.LoadTesting;

/// <summary>Writes the script for k6.</summary>
internal static class K6Script
{
    public static string Write(ServicePlan plan)
    {
        var targets = plan.Blueprint.Targets;
        var budget = (100 - (targets.AvailabilityPercent ?? 99.5m)) / 100;
        var mix = new LoadConversations(plan);
        var accounts = mix.Accounts();
        var hasAccounts = accounts is not null;
        var reads = LoadMix.Reads(plan.Contract).Where(endpoint => hasAccounts || !endpoint.RequiresAuthentication).ToList();
        var text = new CodeWriter(2)
            .Line("// Generated from backend.yaml. k6 run --env BASE_URL=https://HOST [--env SCALE=1] tests/load/k6.js")
            .Line("import http from 'k6/http';")
            .Line("import { check } from 'k6';")
            .Line()
            .Line("const base = __ENV.BASE_URL || 'http://localhost:" + plan.Port.ToString(CultureInfo.InvariantCulture) + "';")
            .Line($"const peak = {(targets.RequestsPerSecond ?? 50).ToString(CultureInfo.InvariantCulture)}; // requests a second")
            .Line("const scale = Number(__ENV.SCALE || '10'); // times of that, once it has been held; 1 ends there")
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
            .Line("// The scenarios, as conversations of accounts by role.")
            .Line($"const accounts = {Compact(accounts)};")
            .Line("const conversations = [");
        foreach (var conversation in mix.Write())
            text.Line($"  {Compact(conversation)},");
        text.Line("];")
            .Line("const calls = conversations.reduce((sum, { calls: said }) => sum + said.length, 0);")
            .Line("// Half of the iterations are conversations, which are several requests.")
            .Line("const iterations = Math.ceil(peak / (calls ? (1 + calls / conversations.length) / 2 : 1));")
            .Line("const answered = (given) => given.status < 500 && given.status !== 429 && given.status !== 401;")
            .Line()
            .Line("// What a role may not see is answered, and no failure; to be held off for asking too often, or with a token that")
            .Line("// has ended, is one.")
            .Line("const expected = [{ min: 200, max: 400 }, { min: 402, max: 428 }, { min: 430, max: 499 }];")
            .Line("http.setResponseCallback(http.expectedStatuses(...expected));")
            .Line()
            .Line(
                $$"""
                // An open model: callers come whether or not those before them have been answered.
                const callers = (rate, startTime, startRate, stages) => ({
                  executor: 'ramping-arrival-rate',
                  startTime,
                  startRate: Math.ceil(startRate),
                  timeUnit: '1s',
                  preAllocatedVUs: Math.min(Math.max(50, Math.ceil(rate / 2)), 2000),
                  maxVUs: Math.min(Math.max(100, rate * 2), 10000),
                  stages: stages.map(([target, duration]) => ({ target: Math.ceil(target), duration })),
                });
                export const options = {
                  scenarios: {
                    peak: callers(peak, '0s', iterations / 10, [
                      [iterations / 2, '1m'],
                      [iterations, '1m'],
                      [iterations, '5m'],
                      [0, '30s'],
                    ]),
                  },
                  // The targets of the blueprint; k6 ends with an error when one is missed.
                  thresholds: {
                    'http_req_duration{scenario:peak}': ['p(95)<{{(targets.LatencyP95Milliseconds ?? 500).ToString(
                    CultureInfo.InvariantCulture
                )}}'],
                    'http_req_failed{scenario:peak}': ['rate<{{budget.ToString("0.######", CultureInfo.InvariantCulture)}}'],
                    'dropped_iterations{scenario:peak}': ['count<1'],
                  },
                };
                // Beyond the targets nothing is promised: it shows what breaks first (docs/capacity.md), and at how many times the peak.
                if (scale > 1) {
                  const most = iterations * scale;
                  options.scenarios.beyond = callers(peak * scale, '8m', iterations, [
                    [most / 3, '2m'],
                    [most, '3m'],
                    [most, '2m'],
                    [0, '30s'],
                  ]);
                  // Such a threshold always holds; by it k6 prints the figures of this part alone.
                  options.thresholds['http_req_duration{scenario:beyond}'] = ['p(95)>=0'];
                  options.thresholds['http_req_failed{scenario:beyond}'] = ['rate>=0'];
                }
                """
            )
            .Line();
        if (hasAccounts)
            text.Line(K6Conversations.Talk)
                .Line(
                    "const life = "
                        + (60_000 * plan.Blueprint.Authentication.AccessTokenMinutes).ToString(CultureInfo.InvariantCulture)
                        + "; // milliseconds of a token"
                )
                .Line(K6Conversations.Accounts);
        text.Line($"export default function ({(hasAccounts ? "made" : "")}) {{");
        if (hasAccounts)
            text.Line("  const known = current(made);");
        if (hasAccounts)
            text.Line("  const had = conversations.filter((one) => one.accounts.every((account) => known[keyOf(account)]));")
                .Line("  if (had.length > 0 && (Math.random() < 0.5 || reads.length === 0)) {")
                .Line("    talk(had[Math.floor(Math.random() * had.length)], known, `${unique}v${__VU}i${__ITER}`);")
                .Line("    return;")
                .Line("  }");
        text.Line("  const read = reads[Math.floor(Math.random() * reads.length)];")
            .Line("  const parameters = { tags: { name: read.name } };");
        if (hasAccounts)
            text.Line("  const tokens = Object.values(known).map((one) => one.token);")
                .Line("  if (read.account) parameters.headers = { Authorization: 'Bearer ' + tokens[__VU % tokens.length] };");
        text.Line("  check(http.get(base + read.path, parameters), { 'is answered': answered });").Line("}");
        return text.ToString();
    }

    private static string Compact(System.Text.Json.Nodes.JsonNode? body) => body?.ToJsonString() ?? "{}";

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
