using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GraphQL;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using SampleService.Infrastructure;
using SampleService.Infrastructure.GraphQl;

namespace SampleService.Tests;

public sealed class GraphQlTests
{
    private TestHost _host = null!;
    private GraphDocuments _documents = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = new TestHost();
        _documents = new GraphDocuments(_host.Services);
    }

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [TestCaseSource(typeof(GraphSamples), nameof(GraphSamples.Roles))]
    public async Task Callers_are_refused_as_over_REST(string? role)
    {
        var (client, account) = await _host.ClientAsync(role);
        foreach (var operation in GraphTables.Operations)
        {
            foreach (var owner in new Guid?[] { account, Guid.Empty, null })
            {
                var rest = await RestAsync(client, operation, await RowAsync(operation, owner));
                var request = _documents.Ask(
                    operation,
                    _documents.Arguments(operation, await RowAsync(operation, owner)),
                    _documents.Least(operation)
                );
                var answer = await GraphDocuments.SendAsync(client, request);
                Assert.That(
                    Refusal(answer),
                    Is.EqualTo(rest),
                    $"{operation.Name} of {(owner == account ? "an own" : "another")} row: {answer}"
                );
            }
        }
    }

    [Test]
    public async Task Rows_are_shown_as_over_REST()
    {
        foreach (var operation in GraphTables.Operations.Where(static one => one.Method == "GET" && one.InPath("id")))
        {
            foreach (var role in GraphSamples.Roles)
            {
                var (client, account) = await _host.ClientAsync(role);
                var id = await RowAsync(operation, account);
                using var rest = await client.GetAsync(operation.Path.Replace("{id}", id.ToString(), StringComparison.Ordinal));
                if (!rest.IsSuccessStatusCode || operation.Answer != GraphAnswer.Object)
                    continue;
                var expected = (await rest.Content.ReadFromJsonAsync<JsonObject>())!;
                var values = _documents.Values(operation);
                var answer = await GraphDocuments.SendAsync(
                    client,
                    _documents.Ask(operation, new JsonObject { ["id"] = id.ToString() }, $"{{ {string.Join(' ', values)} }}")
                );
                var shown = answer["data"]![operation.Field]!.AsObject();
                foreach (var value in values.Where(static value => value != "etag"))
                    Assert.That(JsonNode.DeepEquals(shown[value], expected[value]), Is.True, $"{operation.Name}.{value}: {shown[value]}");
                if (rest.Headers.ETag is { } tag)
                    Assert.That((string?)shown["etag"], Is.EqualTo(tag.Tag));
            }
        }
    }

    [Test]
    public async Task More_rows_take_no_more_statements()
    {
        // On a database of its own: what other tests leave there would fill the pages.
        using var statements = new StatementCount();
        using var host = new TestHost();
        foreach (var operation in GraphTables.Operations.Where(static one => one is { Type: "Query", Answer: GraphAnswer.Page }))
        {
            if (!GraphSamples.Rows.ContainsKey(operation.Name))
                continue;
            foreach (var role in GraphSamples.Roles)
            {
                var (client, account) = await host.ClientAsync(role);
                var type = _documents.FieldOf(operation).ResolvedType!.ToString()!.Replace("Connection", "", StringComparison.Ordinal);
                var request = _documents.Ask(
                    operation,
                    new JsonObject { ["first"] = Paging.MaxLimit },
                    $"{{ nodes {{ {_documents.Row(type)} }} }}"
                );
                var first = await AddAsync(host, operation, account, 2);
                var (few, before) = await statements.OfAsync(() => GraphDocuments.SendAsync(client, request));
                if (Rows(few, operation) < 2)
                    continue;
                var added = (await AddAsync(host, operation, account, 6)).Except(first).Count();
                // There are rows of which an owner has one.
                if (added == 0)
                    continue;
                var (many, after) = await statements.OfAsync(() => GraphDocuments.SendAsync(client, request));

                Assert.That(Rows(many, operation), Is.EqualTo(Math.Min(Rows(few, operation) + added, Paging.MaxLimit)), operation.Name);
                Assert.That(after, Is.EqualTo(before).And.GreaterThan(0), operation.Name);
                break;
            }
        }
    }

    [TestCaseSource(typeof(GraphSamples), nameof(GraphSamples.Roles))]
    public async Task Relations_lead_to_no_row_that_REST_hides(string? role)
    {
        var (client, account) = await _host.ClientAsync(role);
        foreach (var operation in GraphTables.Operations.Where(static one => one is { Type: "Query", Answer: GraphAnswer.Page }))
        {
            if (!GraphSamples.Rows.ContainsKey(operation.Name))
                continue;
            await RowAsync(operation, account);
            await RowAsync(operation, Guid.Empty);
            var type = _documents.FieldOf(operation).ResolvedType!.ToString()!.Replace("Connection", "", StringComparison.Ordinal);
            var answer = await GraphDocuments.SendAsync(
                client,
                _documents.Ask(operation, new JsonObject { ["first"] = 4 }, $"{{ nodes {{ {_documents.Row(type)} }} }}")
            );
            foreach (var (target, id) in _documents.Reached(type, answer["data"]?[operation.Field]?["nodes"]))
            {
                Assert.That(await IsShownAsync(client, target, id), Is.True, $"{operation.Name} leads to {target} {id}");
            }
        }
    }

    [TestCaseSource(typeof(GraphSamples), nameof(GraphSamples.Roles))]
    public async Task Relations_lead_to_the_rows_that_REST_shows(string? role)
    {
        var (client, account) = await _host.ClientAsync(role);
        foreach (var (type, field, lister, key) in GraphSamples.Many)
        {
            var operation = GraphTables.Operations.First(one => one.Name == lister);
            var id = (await RowAsync(operation, account)).ToString();
            using var listed = await client.GetAsync($"{operation.Path}?limit={Paging.MaxLimit}");
            if (_documents.Reader(type) is not { } reader || !listed.IsSuccessStatusCode)
                continue;
            var items = (await listed.Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray();
            if ((string?)items.FirstOrDefault(item => (string?)item!["id"] == id)?[key] is not { } parent)
                continue;
            var request = _documents.Ask(reader, new JsonObject { ["id"] = parent }, $"{{ {field}(first: 9) {{ nodes {{ id }} }} }}");
            var answer = await GraphDocuments.SendAsync(client, request);
            if (answer["data"]?[reader.Field] is { } shown)
                Assert.That(
                    shown[field]!["nodes"]!.AsArray().Select(static node => (string?)node!["id"]),
                    Does.Contain(id),
                    $"{type}.{field}"
                );
        }
    }

    [Test]
    public async Task A_document_that_asks_for_too_much_is_not_begun()
    {
        using var client = _host.CreateClient();
        var deep = string.Concat(Enumerable.Repeat("{ __schema { types { fields ", 9)) + "{ name }" + new string('}', 27);
        var wide =
            "{ " + string.Join(' ', Enumerable.Range(0, GraphTables.MaxRootFields + 1).Select(static n => $"f{n}: __typename")) + " }";
        foreach (var query in new[] { deep, wide, "{ nothing-of-the-sort }" })
        {
            using var response = await client.PostAsJsonAsync("/graphql", new { query });
            Assert.That((int)response.StatusCode, Is.EqualTo(400), query);
        }

        using var list = await client.PostAsJsonAsync("/graphql", new[] { new { query = "{ __typename }" } });
        await list.AssertStatusAsync(400);
    }

    [Test]
    public async Task The_schema_is_told_in_development_only()
    {
        var result = await RunAsync([], static options => options.Query = "{ __schema { queryType { name } } }");

        Assert.That(result.Errors?.Count > 0, Is.Not.EqualTo(GraphTables.OpenSchema));
    }

    [Test]
    public async Task Known_documents_are_asked_for_by_their_hash()
    {
        var folder = Directory.CreateTempSubdirectory();
        const string query = "{ __typename }";
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.graphql"), query);
        var id = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query)));
        Dictionary<string, string?> settings = new() { ["GraphQl:Documents"] = folder.FullName, ["GraphQl:OnlyDocuments"] = "true" };

        var known = await RunAsync(settings, options => options.DocumentId = id);
        var other = await RunAsync(settings, static options => options.Query = query);
        folder.Delete(recursive: true);

        Assert.That(known.Errors, Is.Null);
        Assert.That(other.Errors, Is.Not.Empty);
    }

    // As the endpoint does in production.
    private Task<ExecutionResult> RunAsync(Dictionary<string, string?> settings, Action<ExecutionOptions> ask) =>
        new DocumentExecuter().ExecuteAsync(options =>
        {
            options.Schema = _host.Services.GetRequiredService<GraphSchema>().Schema;
            ask(options);
            new GraphLimits(
                new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
                new HostingEnvironment { EnvironmentName = Environments.Production }
            ).ApplyTo(options);
        });

    // Whether REST shows a row: alone, or among the newest of a list.
    private async Task<bool> IsShownAsync(HttpClient client, string type, string id)
    {
        if (_documents.Reader(type) is { } reader)
        {
            using var alone = await client.GetAsync(reader.Path.Replace("{id}", id, StringComparison.Ordinal));
            return alone.IsSuccessStatusCode;
        }

        var lister = GraphTables.Operations.First(one =>
            one is { Type: "Query", Answer: GraphAnswer.Page } && _documents.FieldOf(one).ResolvedType!.ToString() == type + "Connection"
        );
        using var listed = await client.GetAsync($"{lister.Path}?limit={Paging.MaxLimit}");
        var page = await listed.Content.ReadFromJsonAsync<JsonObject>();
        return page?["nextCursor"] is not null || page?["items"]?.AsArray().Any(item => (string?)item!["id"] == id) == true;
    }

    // The status of a refusal for access, or of a row that is not there; null when the operation was reached.
    private static int? Refusal(int status) => status is 401 or 403 or 404 ? status : null;

    private static int? Refusal(JsonObject answer)
    {
        if (answer["errors"]?[0]?["extensions"] is not JsonObject extensions)
            return null;
        Assert.That(extensions["status"], Is.Not.Null, $"the test's document is wrong: {answer}");
        return Refusal((int)extensions["status"]!);
    }

    private async Task<int?> RestAsync(HttpClient client, GraphOperation operation, Guid id)
    {
        var arguments = _documents.Arguments(operation, id);
        var path = operation.Path;
        var query = new List<string>();
        foreach (var (name, value) in arguments.Where(static argument => argument.Key is not ("input" or "ifMatch")))
        {
            var text = Uri.EscapeDataString(value!.ToString());
            if (operation.InPath(name))
                path = path.Replace($"{{{name}}}", text, StringComparison.Ordinal);
            else
                query.Add($"{name}={text}");
        }

        using var request = new HttpRequestMessage(
            new HttpMethod(operation.Method),
            query.Count == 0 ? path : $"{path}?{string.Join('&', query)}"
        );
        if (arguments["ifMatch"] is not null)
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (operation.Method is not ("GET" or "DELETE"))
            request.Content = JsonContent.Create(arguments["input"] ?? new JsonObject());
        using var response = await client.SendAsync(request);
        return Refusal((int)response.StatusCode);
    }

    private Task<Guid> RowAsync(GraphOperation operation, Guid? owner) => RowAsync(_host, operation, owner);

    private static async Task<Guid> RowAsync(TestHost host, GraphOperation operation, Guid? owner) =>
        owner is { } account && GraphSamples.Rows.TryGetValue(operation.Name, out var row)
            ? await host.WithDbAsync(db => row(db, account))
            : Guid.NewGuid();

    private static async Task<HashSet<Guid>> AddAsync(TestHost host, GraphOperation operation, Guid owner, int rows)
    {
        var added = new HashSet<Guid>();
        for (var n = 0; n < rows; n++)
            added.Add(await RowAsync(host, operation, owner));
        return added;
    }

    private static int Rows(JsonObject answer, GraphOperation operation) =>
        answer["data"]?[operation.Field]?["nodes"]?.AsArray().Count ?? 0;
}
