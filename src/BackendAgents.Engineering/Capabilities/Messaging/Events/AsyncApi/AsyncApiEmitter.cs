using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.Events.AsyncApi;

/// <summary>Writes <c>docs/asyncapi.json</c> (AsyncAPI 3.0): where events go, what each version tells, and who hears it.</summary>
internal sealed class AsyncApiEmitter : IEmitter
{
    public const string Path = "docs/asyncapi.json";

    private const string Content = "application/cloudevents+json";

    // Indented by two, and newlines are those of all files, whatever the system's are.
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Id => "asyncapi";

    public string Description => "The events as an AsyncAPI document";

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var blueprint = delivery.Plan.Blueprint;
        if (blueprint.Events.Count == 0)
            yield break;
        var carrier = delivery.Plan.Resources.FirstOrDefault(static resource => resource.Kind == ResourceKind.Broker);
        var channels = new JsonObject();
        var operations = new JsonObject();
        var messages = new JsonObject();
        var schemas = new JsonObject();
        var index = new BlueprintIndex(blueprint);
        foreach (var told in blueprint.Events)
        {
            var name = Name(told);
            var type = EventTraits.Type(told, blueprint);
            var announcer = told.Foreign?.Service ?? blueprint.Service.Name;
            var channel = Channel(channels, told, carrier?.Events?.Invoke(announcer) ?? type);
            ((JsonObject)channels[channel]!["messages"]!)[name] = Reference("components/messages", name);
            schemas[name] = EventSchemas.Data(told, index);
            messages[name] = new JsonObject
            {
                ["name"] = type,
                ["title"] = Conventions.Phrase(told.Name),
                ["summary"] = Summary(told.Description, told.Name),
                ["contentType"] = Content,
                ["payload"] = EventSchemas.Envelope("/" + announcer, type, "#/components/schemas/" + name),
            };
            if (told.Foreign is null)
                operations["send" + name] = Operation("send", channel, name, "Announces it.");
            foreach (var taken in blueprint.Subscriptions.Where(taken => taken.Event == told.Id))
                operations["receive" + Conventions.Pascal(taken.Name)] = Operation(
                    "receive",
                    channel,
                    name,
                    Summary(taken.Description, taken.Name)
                );
        }

        var document = new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = blueprint.Service.Title,
                ["version"] = blueprint.Service.Version,
                ["description"] = $"Events, at least once and in order by key, through {carrier?.Title ?? "the process of the service"}.",
            },
            ["defaultContentType"] = Content,
            ["channels"] = channels,
            ["operations"] = operations,
            ["components"] = new JsonObject { ["messages"] = messages, ["schemas"] = schemas },
        };
        yield return new Artifact(Path, document.ToJsonString(s_options) + "\n");
    }

    /// <summary>What a message and its schema are called; another version is another one.</summary>
    internal static string Name(DomainEvent told) => $"{Conventions.Pascal(told.Name)}V{told.Version}";

    // Events have channels of their own, or share the one topic or queue that there is.
    private static string Channel(JsonObject channels, DomainEvent told, string address)
    {
        if (channels.FirstOrDefault(channel => (string?)channel.Value!["address"] == address).Key is { } known)
            return known;
        var name = Conventions.Camel(Name(told));
        channels[name] = new JsonObject { ["address"] = address, ["messages"] = new JsonObject() };
        return name;
    }

    private static JsonObject Operation(string action, string channel, string message, string summary) =>
        new()
        {
            ["action"] = action,
            ["channel"] = Reference("channels", channel),
            ["summary"] = summary,
            ["messages"] = new JsonArray(Reference($"channels/{channel}/messages", message)),
        };

    private static string Summary(string? description, string name) =>
        string.IsNullOrWhiteSpace(description) ? Conventions.Phrase(name) + "." : description;

    private static JsonObject Reference(string folder, string name) => new() { ["$ref"] = $"#/{folder}/{name}" };
}
