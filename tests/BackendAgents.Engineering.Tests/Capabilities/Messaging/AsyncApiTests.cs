using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Messaging.Events.AsyncApi;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.Messaging;

/// <summary>The document of events says what the delivered code does.</summary>
public sealed partial class AsyncApiTests
{
    private static IEnumerable<string> Brokers => ["inprocess", "rabbitmq", "kafka", "sqs"];

    [TestCaseSource(nameof(Brokers))]
    public void Each_event_that_the_code_announces_and_hears_is_described_and_no_other(string broker)
    {
        var (document, files) = Deliver(SampleBlueprints.Everything(), broker);
        var announced = Types(files, static path => path.EndsWith("/Features/Events/Publish.g.cs", StringComparison.Ordinal));
        var heard = Types(files, static path => path.EndsWith("Subscription.g.cs", StringComparison.Ordinal));

        var messages = document["components"]!["messages"]!.AsObject();
        Assert.That(messages.Select(static message => (string?)message.Value!["name"]), Is.EquivalentTo(announced.Distinct()));
        Assert.That(announced, Is.Not.Empty);
        var operations = document["operations"]!.AsObject().Select(static operation => operation.Value!).ToList();
        Assert.That(Of(operations, "send", messages), Is.EquivalentTo(announced.Distinct()));
        Assert.That(Of(operations, "receive", messages), Is.EquivalentTo(heard));
    }

    [Test]
    public void What_an_event_tells_is_described_as_its_record_has_it()
    {
        var (document, files) = Deliver(SampleBlueprints.Everything(), "rabbitmq");
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            var record = files.Single(file =>
                file.Path.EndsWith($"/Features/Events/{name[..name.LastIndexOf('V')]}.g.cs", StringComparison.Ordinal)
            );
            var told = Parameter()
                .Matches(record.Content)
                .ToDictionary(static found => found.Groups["name"].Value, static found => found.Groups["type"].Value);
            var properties = schema!["properties"]!.AsObject();
            Assert.That(properties.Select(static property => property.Key), Is.EqualTo(told.Keys), name);
            Assert.That(schema["required"]!.AsArray().Select(static value => (string?)value), Is.EqualTo(told.Keys), name);
            foreach (var (property, value) in properties)
                Assert.That(CSharpOf(value!), Is.EqualTo(told[property]), $"{name}.{property}");
        }
    }

    [TestCase("inprocess", "everything.")]
    [TestCase("rabbitmq", "everything.")]
    [TestCase("kafka", "everything.events")]
    [TestCase("sqs", "everything-events.fifo")]
    public void Channels_are_where_the_broker_has_events(string broker, string start)
    {
        var (document, _) = Deliver(SampleBlueprints.Everything(), broker);
        var addresses = document["channels"]!.AsObject().Select(static channel => (string)channel.Value!["address"]!).ToList();

        Assert.That(addresses, Is.Unique.And.All.StartsWith(start));
        Assert.That(addresses, Has.Count.EqualTo(broker is "kafka" or "sqs" ? 1 : document["components"]!["messages"]!.AsObject().Count));
    }

    [Test]
    public void Another_version_of_what_an_event_tells_is_another_message()
    {
        var blueprint = SampleBlueprints.Everything();
        var next = blueprint with { Events = [.. blueprint.Events.Select(static told => told with { Version = 2 })] };
        var (document, _) = Deliver(next, "rabbitmq");

        Assert.That(document["components"]!["messages"]!.AsObject().Select(static message => message.Key), Is.All.EndsWith("V2"));
        Assert.That(document["channels"]!.AsObject().Select(static channel => (string?)channel.Value!["address"]), Is.All.EndsWith(".v2"));
    }

    private static (JsonNode Document, List<Artifact> Files) Deliver(Blueprint blueprint, string broker)
    {
        var through = blueprint with { Deployment = blueprint.Deployment with { Messaging = broker } };
        var files = CapabilityCatalog.BuiltIn.Deliver(through).ToList();
        return (JsonNode.Parse(files.Single(static file => file.Path == AsyncApiEmitter.Path).Content)!, files);
    }

    private static List<string> Types(IEnumerable<Artifact> files, Func<string, bool> isOne) =>
        [
            .. files
                .Where(file => isOne(file.Path))
                .SelectMany(static file => Type().Matches(file.Content))
                .Select(static found => found.Groups["type"].Value),
        ];

    private static IEnumerable<string?> Of(IEnumerable<JsonNode> operations, string action, JsonObject messages) =>
        from operation in operations
        where (string?)operation["action"] == action
        let reference = (string)operation["messages"]!.AsArray().Single()!["$ref"]!
        select (string?)messages[reference[(reference.LastIndexOf('/') + 1)..]]!["name"];

    // The C# type that a schema stands for; an enum is known by its values only.
    private static string CSharpOf(JsonNode schema)
    {
        var types = schema["type"] is JsonArray many ? many.Select(static one => (string)one!).ToList() : [(string)schema["type"]!];
        var type = (types[0], (string?)schema["format"]) switch
        {
            ("boolean", _) => "bool",
            ("integer", "int32") => "int",
            ("integer", _) => "long",
            ("number", _) => "decimal",
            ("string", "uuid") => "Guid",
            ("string", "date") => "DateOnly",
            ("string", "time") => "TimeOnly",
            ("string", "date-time") => "DateTimeOffset",
            _ => "string",
        };
        return types.Contains("null") ? type + "?" : type;
    }

    [GeneratedRegex("""JsonPropertyName\("(?<name>\w+)"\)\] (?<type>[\w?]+) """)]
    private static partial Regex Parameter();

    [GeneratedRegex(
        """
            "(?<type>everything\.[\w.-]+\.v\d+)"
            """
    )]
    private static partial Regex Type();
}
