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
            .Line("// The scenarios, as conversations of accounts by role.")
            .Line($"const accounts = {Compact(accounts)};")
            .Line("const conversations = [");
        foreach (var conversation in mix.Write())
            text.Line($"  {Compact(conversation)},");
        text.Line("];")
            .Line("const calls = conversations.reduce((sum, { calls: said }) => sum + said.length, 0);")
            .Line("// Half of the iterations are conversations, which are several requests.")
            .Line("const iterations = Math.ceil(peak / (calls ? (1 + calls / conversations.length) / 2 : 1));")
            .Line("const answered = (given) => given.status < 500 && given.status !== 429;")
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
                      startRate: Math.ceil(iterations / 10),
                      timeUnit: '1s',
                      preAllocatedVUs: Math.min(Math.max(50, Math.ceil(peak / 2)), 2000),
                      maxVUs: Math.min(Math.max(100, peak * 2), 10000),
                      stages: [
                        { target: Math.ceil(iterations / 2), duration: '1m' },
                        { target: iterations, duration: '1m' },
                        { target: iterations, duration: '5m' },
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
            text.Line(K6Conversations.Talk).Line(K6Conversations.Accounts);
        text.Line($"export default function ({(hasAccounts ? "known" : "")}) {{");
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
