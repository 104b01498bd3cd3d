using System.Text.Json;
using System.Text.Json.Serialization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reading;
using BackendAgents.Engineering.Capabilities.OpenApi;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Capabilities.Arazzo;

/// <summary>Writes <c>acceptance.arazzo.yaml</c> (Arazzo 1.0.1): the scenarios that a runner without our clock can play.</summary>
internal sealed class ArazzoEmitter : IEmitter
{
    public const string Path = "acceptance.arazzo.yaml";

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <inheritdoc />
    public string Id => "arazzo";

    /// <inheritdoc />
    public string Description => "The scenarios as an Arazzo document";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var blueprint = delivery.Plan.Blueprint;
        var told = blueprint
            .Scenarios.Where(scenario => !NeedsClock(scenario) && !Signs(blueprint, scenario) && !SendsFile(scenario))
            .ToList();
        if (told.Count == 0)
            yield break;
        var contract = delivery.Plan.Contract;
        var endpoints = ScenarioCheck.Endpoints(contract);
        var left = blueprint.Scenarios.Count - told.Count;
        var document = new ArazzoDocument(
            "1.0.1",
            new ArazzoInfo(
                blueprint.Service.Title,
                blueprint.Service.Version,
                "What the service was asked to do, as sequences of calls. Lists are not compared, since a running service "
                    + "has other rows, too."
                    + (
                        left > 0
                            ? $" {left} scenarios that move the clock, sign what they send or send files are played by our own tests only."
                            : ""
                    )
            ),
            [new ArazzoSource("service", "./" + OpenApiEmitter.Path, "openapi")],
            [.. told.Select(scenario => new ArazzoWriter(delivery.Plan, scenario, endpoints).Write())]
        );
        yield return new Artifact(Path, YamlDocumentWriter.Write(JsonSerializer.SerializeToElement(document, s_options)));
    }

    // A signature is made of the secret and the body at the time of the call.
    private static bool Signs(Blueprint blueprint, Scenario scenario) =>
        scenario.Steps.Any(step => IncomingWebhook.Calls(blueprint).Any(operation => operation.Id == step.Call));

    // A payload is JSON or a text there: the bytes of a file can't be written.
    private static bool SendsFile(Scenario scenario) => scenario.Steps.Any(static step => step.File is not null);

    // Whether it waits, sets the clock, or speaks of it.
    private static bool NeedsClock(Scenario scenario) =>
        scenario.Now is not null
        || scenario.Steps.Any(static step =>
            step.Call is null || new[] { step.Path, step.Query, step.Headers, step.Body, step.Expect?.Body }.Any(SpeaksOfClock)
        );

    private static bool SpeaksOfClock(JsonElement? json) =>
        json is { } value && ScenarioReference.All(value).Any(static reference => reference.Name is "now" or "today");
}
