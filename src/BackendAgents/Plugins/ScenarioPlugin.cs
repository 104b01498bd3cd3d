using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Projects;
using BackendAgents.Engineering.Scenarios;
using Microsoft.SemanticKernel;

namespace BackendAgents.Plugins;

/// <summary>Functions for scenarios: the conversations over HTTP by which requirements of behaviour and access are proven.</summary>
/// <param name="project">The work in progress. Thread-safe, so one project can serve several kernels.</param>
internal sealed class ScenarioPlugin(BackendProject project)
{
    private const int MaxListed = 100;

    /// <summary>Adds a scenario, or replaces the one with its id.</summary>
    [KernelFunction("add")]
    [Description(
        """
            Adds a scenario, or replaces the one with its id. It must fail when any of its operations did nothing: read again
            what was changed, and expect the refusal of who may not. Example:
            {"id":"only-the-author-deletes","title":"Only its author deletes a post","proves":["requirement-3"],
            "accounts":[{"name":"ada","role":"member"},{"name":"bob","role":"member"}],"steps":[
            {"as":"ada","call":"createPost","body":{"title":"A","body":"B"},"save":"post"},
            {"as":"bob","call":"deletePost","path":{"id":"$post.id"},"expect":{"status":403,"problem":"forbidden"}},
            {"wait":"00:45:00"},{"as":"ada","call":"deletePost","path":{"id":"$post.id"}},
            {"call":"getPost","path":{"id":"$post.id"},"expect":{"status":404}}]}
            Texts that begin with $ refer to saved answers and accounts ($post.id, $ada.id), the clock ($now+01:30:00, $today+3) or
            anything ($any). Bodies are compared by the members named.
            """
    )]
    public string Add([Description("One scenario as a JSON object.")] string scenario)
    {
        if (PluginLimits.Refuse(scenario, nameof(scenario)) is { } refusal)
            return refusal;
        if (Parse(scenario) is not { } json || json["id"]?.ToString() is not { Length: > 0 } id)
            return PluginAnswer.Refuse("It is no JSON object with an id.", "Send {\"id\":\"…\",\"title\":\"…\",\"steps\":[…]}.");
        if (project.Current.Blueprint is not { } before)
            return PluginAnswer.Refuse("There is no blueprint yet.", "Note what the brief says with requirements-facts first.");
        var edit = new JsonArray(
            new JsonObject
            {
                ["op"] = "set",
                ["path"] = "scenarios." + id,
                ["value"] = json.DeepClone(),
            }
        );
        var result = project.Edit(edit.ToJsonString());
        if (result.Blueprint is { } blueprint)
            return PluginAnswer.Accept(
                project.Current,
                $"{blueprint.Scenarios.Count} scenarios; before {before.Scenarios.Count}",
                result.Notes
            );
        // A scenario that can't be played is no draft of a blueprint.
        project.SetDraft(null);
        return PluginAnswer.Refuse(result.Problems, "Nothing was changed.", result.Notes);
    }

    /// <summary>The scenarios, and the requirements that need one.</summary>
    [KernelFunction("list")]
    [Description("Lists the scenarios with what they prove, and the requirements of behaviour or access that no scenario shows.")]
    public string List()
    {
        if (project.Current.Blueprint is not { } blueprint)
            return PluginAnswer.Give("There is no blueprint yet.");
        var scenarios = blueprint
            .Scenarios.Take(MaxListed)
            .Select(static scenario =>
                $"{scenario.Id}: {scenario.Title} ({scenario.Steps.Count} steps; proves "
                + $"{(scenario.Proves.Count == 0 ? "nothing" : string.Join(", ", scenario.Proves))})"
            );
        var missing = blueprint
            .Requirements.Where(requirement =>
                requirement is { State: RequirementState.Placed, Kind: RequirementKind.Behaviour or RequirementKind.Access }
                && ProofElements.Scenarios(blueprint, requirement).Count == 0
            )
            .Take(MaxListed)
            .Select(static requirement => $"no scenario shows {requirement.Id}: \"{requirement.Text}\"");
        return PluginAnswer.Give(
            string.Join('\n', scenarios.Concat(missing)),
            $"{blueprint.Scenarios.Count} of {blueprint.Scenarios.Count} scenarios at revision {project.Current.Revision}"
        );
    }

    /// <summary>Tells a scenario as a story.</summary>
    [KernelFunction("explain")]
    [Description("Tells a scenario step by step: who calls what over HTTP, and what is expected.")]
    public string Explain([Description("Id of the scenario.")] string id)
    {
        if (project.Current.Blueprint?.Scenarios.FirstOrDefault(scenario => scenario.Id == id) is not { } scenario)
            return PluginAnswer.Refuse($"There is no scenario '{id}'.", "scenario-list names them.");
        var endpoints = ScenarioCheck.Endpoints(HttpContract.Of(project.Current.Blueprint!));
        return PluginAnswer.Give(
            string.Join('\n', scenario.Steps.Select((step, i) => $"{i + 1}. {Tell(step, endpoints)}")),
            $"{scenario.Title} "
                + $"({string.Join(", ", scenario.Accounts.Select(static one => $"{one.Name} is {one.Role ?? "of the default role"}"))})"
        );
    }

    private static string Tell(ScenarioStep step, Dictionary<string, HttpEndpoint> endpoints)
    {
        if (step.Call is null)
            return step.Run is { } job ? $"The job {job} runs."
                : step.Mail is { } mail ? $"{mail.Times} mails {mail.Notification} to {mail.To ?? "anybody"} were sent."
                : step.Provider is { Asked: { } asked } provider ? $"{provider.Name} was asked for {asked} things."
                : step.Provider is { } answering
                    ? $"{answering.Name} answers {answering.Status ?? 200} {answering.Answers?.GetRawText()} from now on."
                : $"{step.Wait} pass.";
        var endpoint = endpoints[step.Call];
        var sent = step.Body is { } body ? $" with {body.GetRawText()}" : "";
        var expected = step.Expect?.Body is { } answer ? $" and {answer.GetRawText()}" : "";
        var code = step.Expect?.Problem is { } problem ? $" '{problem}'" : "";
        return $"{step.As ?? "Somebody"} calls {endpoint.Method} "
            + $"{endpoint.Path}{(step.Path is { } path ? " " + path.GetRawText() : "")}{sent}: "
            + $"{step.Expect?.Status ?? endpoint.Success.Status}{code}{expected}{(step.Save is { } save ? $", kept as {save}" : "")}.";
    }

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
