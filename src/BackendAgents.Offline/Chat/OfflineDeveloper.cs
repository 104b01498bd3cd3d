using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.Extensions.AI;

namespace BackendAgents.Offline.Chat;

/// <summary>The developer's part of the offline client.</summary>
internal static class OfflineDeveloper
{
    public static OfflineReply Design(OfflineTurn turn)
    {
        if (turn.Tool("blueprint", "replace") is not { } replace)
            return OfflineReply.Say(
                "I am the offline model: rules, not a language model. I draft backends, and need the function blueprint-replace for it."
            );
        if (turn.Calls.Count == 0)
        {
            var reading = BriefReader.Read(turn.Brief);

            // A brief that can't be read does not spoil an answer that can.
            if (reading.Blueprint is null && turn.Answers.Length > 0)
                reading = BriefReader.Read(turn.Answers);
            if (reading.Blueprint is null)
                return OfflineReply.Say(OfflineQuestions.Ask(reading));
            var calls = new List<OfflineCall> { new(replace, new() { ["yaml"] = BlueprintYaml.Write(reading.Blueprint) }) };
            if (turn.Tool("workspace", "write") is { } write)
                calls.Add(new OfflineCall(write, new() { ["path"] = "docs/brief.md", ["content"] = reading.Page }));
            return OfflineReply.Call("I read the brief by rules and write down the blueprint and what it was read from.", [.. calls]);
        }

        var answer = turn.Answer("blueprint", "replace");
        if (Accepted(answer) != true)
            return OfflineReply.Say("The blueprint was not accepted, and I know no other: " + answer?.ToJsonString());
        return MendErrors(turn, answer!) ?? OfflineReply.Say("The blueprint is in place: " + answer!["summary"] + ".");
    }

    public static OfflineReply Revise(OfflineTurn turn)
    {
        var fixable = turn.Findings.Where(static finding => finding.Fixable).ToList();
        var rest = turn.Findings.Except(fixable).ToList();
        if (turn.Calls.Count == 0 && fixable.Count > 0 && turn.Tool("review", "apply_fixes") is { } fix)
            return OfflineReply.Call(
                $"I have {fixable.Count} finding{(fixable.Count == 1 ? "" : "s")} mended by the fixes of their rules.",
                Fix(fix, fixable.Select(static finding => finding.Key))
            );
        // A scenario that I drafted and that does not hold shows nothing; what it was to prove is then unproven, and said to be.
        var wrong = rest.Where(static finding => finding.Code == "SCENARIO001").Select(static finding => finding.Place.Element).ToList();
        if (turn.Answer("blueprint", "edit") is null && wrong.Count > 0 && turn.Tool("blueprint", "edit") is { } edit)
            return OfflineReply.Call(
                $"I take out {wrong.Count} scenario{(wrong.Count == 1 ? "" : "s")} that the service does not play as I drafted.",
                new OfflineCall(edit, new() { ["edits"] = JsonSerializer.Serialize(wrong.Select(static id => new { op = "remove", id })) })
            );
        var left =
            rest.Count == 0
                ? ""
                : "\nI have no fix for: " + string.Join("; ", rest.Select(static finding => $"{finding.Code} at {finding.Place}"));
        return OfflineReply.Say((turn.Answer("review", "apply_fixes")?["summary"]?.ToString() ?? "Nothing that I could mend.") + left);
    }

    private static OfflineReply? MendErrors(OfflineTurn turn, JsonNode answer)
    {
        if (turn.Answer("review", "apply_fixes") is not null || turn.Tool("review", "apply_fixes") is not { } fix)
            return null;
        var keys = OfflineAnswers
            .Findings(answer)
            .Where(static finding => finding is { Fixable: true, Severity: Severity.Error })
            .Select(static finding => finding.Key)
            .ToList();
        return keys.Count == 0
            ? null
            : OfflineReply.Call("The answer names errors that a rule can mend; I have them mended.", Fix(fix, keys));
    }

    private static OfflineCall Fix(AITool tool, IEnumerable<string> keys) => new(tool, new() { ["keys"] = keys.ToArray() });

    private static bool? Accepted(JsonNode? answer) => answer is JsonObject found ? (bool?)found["accepted"] : null;
}
