using System.Text.Json;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Tests.Coordination;
using BackendAgents.Tests.Models;

namespace BackendAgents.Tests.Building;

/// <summary>The members of the team that comes with the package, as a scripted endpoint plays them.</summary>
internal static class LiveMembers
{
    public static bool IsDeveloper(RecordedRequest request) =>
        request.Transcript[0].Contains("You build backends", StringComparison.Ordinal);

    public static bool IsSecurityReviewer(RecordedRequest request) =>
        request.Transcript[0].Contains("You review the security", StringComparison.Ordinal);

    /// <summary>What a language model would say; who it is stands in its instructions.</summary>
    public static ScriptedReply Answer(RecordedRequest request)
    {
        var lines = request.Transcript.ToList();
        var task = lines.FindLast(static line => line.StartsWith("user: ", StringComparison.Ordinal))!;
        var answers = lines
            .Skip(lines.LastIndexOf(task) + 1)
            .Where(static line => line.StartsWith("tool: ", StringComparison.Ordinal))
            .ToList();
        if (lines[0].Contains("You build backends", StringComparison.Ordinal))
        {
            return answers.Exists(static answer => answer.Contains("\"accepted\":true", StringComparison.Ordinal)) || answers.Count > 3
                    ? ScriptedReply.Say("A single service with PostgreSQL. Accepted as it stands.")
                : task.Contains("SEC007", StringComparison.Ordinal)
                    ? ScriptedReply.Call(
                        "blueprint-edit",
                        Arguments(
                            "edits",
                            """
                            [{"op":"setAuthentication","authentication":
                            {"kind":"jwt","account":"user","login":"user-email","defaultRole":"member","minPasswordLength":14}}]
                            """
                        )
                    )
                : ScriptedReply.Calls(("blueprint-replace", Arguments("yaml", BlueprintYaml.Write(Weak()))), ("review-check", "{}"));
        }

        if (!answers.Exists(static answer => answer.Contains("\"accepted\":true", StringComparison.Ordinal)) && answers.Count <= 3)
            return ScriptedReply.Call(
                "review-check",
                lines[0].Contains("You review the security", StringComparison.Ordinal) ? Arguments("area", "security") : "{}"
            );
        var demands =
            lines[0].Contains("You review the security", StringComparison.Ordinal)
            && answers.Exists(static answer => answer.Contains("SEC007", StringComparison.Ordinal));
        return ScriptedReply.Say(
            demands
                ? """
                Eight characters are guessed.
                ```json
                {"verdict":"request_changes","findings":[{"rule":"SEC007","artifact":"backend.yaml","line":1,"severity":"error","message":"Passwords of 8 characters are too short.","remedy":"Ask for 14."}],"summary":"Longer passwords first."}
                ```
                """
                : """
                ```json
                {"verdict":"approve","findings":[],"summary":"Nothing stands in the way."}
                ```
                """
        );
    }

    private static Blueprint Weak()
    {
        var blueprint = Desk.Posts();
        return blueprint with { Authentication = blueprint.Authentication with { MinPasswordLength = 8 } };
    }

    private static string Arguments(string name, string value) =>
        JsonSerializer.Serialize(new Dictionary<string, string> { [name] = value });
}
