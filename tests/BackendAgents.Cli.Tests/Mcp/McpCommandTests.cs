using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace BackendAgents.Cli.Tests.Mcp;

/// <summary>A real client of the protocol talks to the tool as a process.</summary>
public sealed class McpCommandTests
{
    private const string Notes =
        "service: { name: notes, title: Notes, description: Keeps notes. }\n"
        + "entities: [ { name: Note, fields: [ { name: text, type: text, maxLength: 1000 } ] } ]\n";

    private string _folder = "";
    private McpClient _client = null!;
    private readonly List<string> _errors = [];

    [SetUp]
    public async Task Connect()
    {
        _folder = Directory.CreateTempSubdirectory("mcp-").FullName;
        _errors.Clear();
        _client = await StartAsync("--out", Path.Combine(_folder, "out"));
    }

    [TearDown]
    public async Task Leave()
    {
        await _client.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Out => Path.Combine(_folder, "out");

    private Task<McpClient> StartAsync(params string[] arguments) =>
        McpClient.CreateAsync(
            new StdioClientTransport(
                new StdioClientTransportOptions
                {
                    Command = "dotnet",
                    Arguments = [Path.Combine(AppContext.BaseDirectory, "backend-agents.dll"), "mcp", .. arguments],
                    StandardErrorLines = line =>
                    {
                        lock (_errors)
                            _errors.Add(line);
                    },
                }
            )
        );

    private async Task<CallToolResult> CallAsync(string name, Dictionary<string, object?>? arguments = null) =>
        await _client.CallToolAsync(name, arguments);

    private static JsonElement Structured(CallToolResult result) => JsonSerializer.SerializeToElement(result.StructuredContent);

    private static string Text(CallToolResult result) =>
        string.Join('\n', result.Content.OfType<TextContentBlock>().Select(static block => block.Text));

    [Test]
    public async Task Every_tool_says_what_it_does_and_what_it_answers()
    {
        var tools = (await _client.ListToolsAsync()).Select(static tool => tool.ProtocolTool).ToDictionary(static tool => tool.Name);

        Assert.That(
            tools.Keys,
            Is.SupersetOf(
                (string[])
                    [
                        "blueprint-edit",
                        "schema-ddl",
                        "openapi-get",
                        "review-check",
                        "workspace-read",
                        "delivery-generate",
                        "delivery-deliver",
                    ]
            )
        );
        Assert.That(tools.Values.Where(static tool => tool.OutputSchema is null || tool.Annotations is null), Is.Empty);
        Assert.That(tools.Values.Where(static tool => tool.Title is null || tool.Title == tool.Name), Is.Empty, "every tool has a title");
        Assert.That(tools["openapi-get"].Annotations!.ReadOnlyHint, Is.True);
        Assert.That(
            (tools["blueprint-replace"].Annotations!.DestructiveHint, tools["blueprint-replace"].Annotations!.IdempotentHint),
            Is.EqualTo(((bool?)true, (bool?)true))
        );
        Assert.That(_client.ServerInstructions, Does.Contain("blueprint-replace").And.Contain("not on disk"));
    }

    [Test]
    public async Task Answers_are_structured_documents_are_plain_and_refusals_are_errors()
    {
        var nothing = await CallAsync("openapi-get");
        var accepted = await CallAsync("blueprint-replace", new() { ["yaml"] = Notes });
        var document = await CallAsync("openapi-get");
        var refused = await CallAsync("blueprint-validate", new() { ["yaml"] = "service: { name: notes, tittle: Notes }" });

        Assert.That(nothing.IsError, Is.True);
        Assert.That(Text(nothing), Does.Contain("no blueprint yet").And.Not.Contain("Nothing was changed"));
        Assert.That(accepted.IsError, Is.Not.True);
        Assert.That(Structured(accepted).GetProperty("revision").GetInt32(), Is.EqualTo(1));
        Assert.That(Text(document), Does.StartWith("{\n").And.Contain("\"openapi\": \"3.0"), "no escapes in it");
        Assert.That(Structured(document).GetProperty("content").GetString(), Does.StartWith("{\n"));
        Assert.That(refused.IsError, Is.True);
        Assert.That(
            Structured(refused).GetProperty("problems")[0].GetProperty("remedy").GetString(),
            Does.Contain("Did you mean 'title'?")
        );
    }

    [Test]
    public async Task A_missing_or_wrong_argument_is_a_refusal_that_names_it_and_no_stack_trace()
    {
        var missing = await CallAsync("workspace-write", new() { ["path"] = "docs/a.md" });
        var wrong = await CallAsync("review-apply_fixes", new() { ["keys"] = 7 });
        await CallAsync("blueprint-get");

        Assert.That((missing.IsError, wrong.IsError), Is.EqualTo(((bool?)true, (bool?)true)));
        Assert.That(Text(missing), Does.Contain("'content' is missing"));
        Assert.That(Text(wrong), Does.Contain("review-apply_fixes"));
        Assert.That(_errors, Is.Empty);
    }

    [Test]
    public async Task Schema_example_and_every_file_are_resources_and_prompts_take_a_brief()
    {
        await CallAsync("blueprint-replace", new() { ["yaml"] = Notes });
        await CallAsync("workspace-write", new() { ["path"] = "docs/why.md", ["content"] = "# Why\n" });

        var resources = (await _client.ListResourcesAsync()).Select(static resource => resource.Uri).ToList();
        async Task<string> ReadAsync(string uri) => ((TextResourceContents)(await _client.ReadResourceAsync(uri)).Contents.Single()).Text;

        Assert.That(
            resources,
            Is.SupersetOf(
                (string[])["backend://schema", "backend://example", "backend://files/openapi.json", "backend://files/docs/why.md"]
            )
        );
        Assert.That(await ReadAsync("backend://schema"), Does.StartWith("{"));
        Assert.That(
            Structured(await CallAsync("blueprint-validate", new() { ["yaml"] = await ReadAsync("backend://example") }))
                .GetProperty("accepted")
                .GetBoolean(),
            Is.True
        );
        Assert.That(await ReadAsync("backend://files/docs/why.md"), Is.EqualTo("# Why\n"));
        Assert.That(
            async () => await ReadAsync("backend://files/../../etc/passwd"),
            Throws.InstanceOf<McpException>().With.Message.Contains("There is no resource")
        );
        Assert.That(
            (await _client.ListResourceTemplatesAsync()).Select(static template => template.UriTemplate),
            Has.Some.Contains("{+path}")
        );
        Assert.That(
            (await _client.ListPromptsAsync()).Select(static prompt => prompt.Name),
            Is.EquivalentTo((string[])["design-backend", "review-backend", "deliver-backend"])
        );
        var prompt = await _client.GetPromptAsync("design-backend", new Dictionary<string, object?> { ["brief"] = "a shop" });
        Assert.That(((TextContentBlock)prompt.Messages.Single().Content).Text, Does.EndWith("a shop"));
    }

    [Test]
    public async Task What_is_generated_is_on_disk_is_checked_there_and_is_taken_up_by_the_next_server()
    {
        var early = await CallAsync("delivery-generate");
        await CallAsync("blueprint-replace", new() { ["yaml"] = Notes });
        await CallAsync("workspace-write", new() { ["path"] = "docs/why.md", ["content"] = "# Why\n" });
        var isEarly = File.Exists(Path.Combine(Out, "docs/why.md"));
        var progress = new List<string>();

        var written = await _client.CallToolAsync("delivery-generate", progress: new Collector(progress));
        await File.WriteAllTextAsync(Path.Combine(Out, "Dockerfile"), "FROM ubuntu:latest\nUSER root\n");
        var check = await CallAsync("delivery-check");
        await using var next = await StartAsync("--out", Out);
        var again = await next.CallToolAsync("workspace-read", new Dictionary<string, object?> { ["path"] = "docs/why.md" });

        Assert.That(Text(early), Does.Contain("no blueprint yet"));
        Assert.That(isEarly, Is.False);
        Assert.That(Text(written), Does.Contain($"files written to {Out}"));
        Assert.That(File.Exists(Path.Combine(Out, "docs/why.md")), Is.True);
        Assert.That(progress, Has.Member("writing the files"));
        Assert.That(check.IsError, Is.True);
        Assert.That(Text(check), Does.Contain("Dockerfile:2: error OPS003"));
        Assert.That(Text(again), Does.Contain("# Why"));
    }

    [Test]
    public async Task Without_a_folder_nothing_is_delivered_and_it_is_said_how()
    {
        await using var client = await StartAsync();

        var refused = await client.CallToolAsync("delivery-deliver");

        Assert.That(refused.IsError, Is.True);
        Assert.That(Text(refused), Does.Contain("--out FOLDER"));
    }

    [Test]
    [Category("Slow")]
    public async Task A_delivery_stops_when_the_client_cancels_and_otherwise_goes_to_its_end_and_tells_its_progress()
    {
        await CallAsync("blueprint-replace", new() { ["yaml"] = Notes });
        using var stop = new CancellationTokenSource();
        var cancelled = new List<string>();
        var heard = new List<string>();

        Assert.That(
            async () =>
                await _client.CallToolAsync(
                    "delivery-deliver",
                    progress: new Collector(cancelled, message =>
                        _ = message.StartsWith("dotnet", StringComparison.Ordinal) ? stop.CancelAsync() : null
                    ),
                    cancellationToken: stop.Token
                ),
            Throws.InstanceOf<OperationCanceledException>()
        );
        var delivered = await _client.CallToolAsync("delivery-deliver", progress: new Collector(heard));

        Assert.That(cancelled, Has.Some.StartsWith("dotnet").And.None.EqualTo("dotnet: passed"));
        Assert.That(delivered.IsError, Is.Not.True, Text(delivered));
        Assert.That(Structured(delivered).GetProperty("accepted").GetBoolean(), Is.True);
        Assert.That(Structured(delivered).GetProperty("findings").EnumerateArray(), Is.Empty);
        Assert.That(
            Structured(delivered).GetProperty("summary").GetString(),
            Does.Contain("findings in").And.Contain("dotnet: passed").And.Contain("openapi: passed")
        );
        Assert.That(heard, Is.SupersetOf((string[])["writing the files", "checking the rules", "dotnet: passed", "openapi: passed"]));
        Assert.That(Directory.EnumerateFiles(Out, "*.slnx"), Is.Not.Empty);
    }

    private sealed class Collector(List<string> messages, Action<string>? heard = null) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value)
        {
            lock (messages)
                messages.Add(value.Message ?? "");
            heard?.Invoke(value.Message ?? "");
        }
    }
}
