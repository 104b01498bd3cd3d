using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace SampleService.Tests.Acceptance;

/// <summary>
/// One playing of a scenario: the service on a database of its own, with a clock that stands still until a step waits. An operation can
/// be taken out of it; then it answers as if it had done its work, and a scenario that proves anything fails.
/// </summary>
internal sealed partial class ScenarioRun : IAsyncDisposable
{
    private const int MaxShown = 2_000;

    // A service in this process says by itself that it has no answer; where there are several, they say nothing.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(
        (int.TryParse(Environment.GetEnvironmentVariable("TEST_PATIENCE"), out var seconds) ? seconds : 60) + 5
    );

    private readonly FakeTimeProvider _clock;
    private readonly TestHost _host;
    private readonly ScenarioValues _values;
    private readonly Dictionary<string, Guid> _accounts = [];
    private readonly List<IAsyncDisposable> _others = [];
    private readonly string? _without;
    private List<string> _steps = [];
    private string _sent = "";
    private bool _isStuck;

    private ScenarioRun(string? now, string? without)
    {
        var start = now is null ? DateTimeOffset.UtcNow : DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);
        _clock = new FakeTimeProvider(start.AddTicks(-(start.Ticks % TimeSpan.TicksPerSecond)));
        _host = new TestHost(_clock, TakenOut.Of(without));
        _values = new ScenarioValues(_clock);
        _without = without;
    }

    /// <summary>
    /// Plays a scenario and fails the test where it goes otherwise. Where a report is asked for, plays it without each operation, too.
    /// </summary>
    public static async Task PlayAsync(string scenario, string? now, Func<ScenarioRun, Task> play)
    {
        HashSet<string> called = [];
        List<string> steps = [];
        var failure = await TryAsync(now, null, play, called, steps);
        if (ScenarioReport.Folder is { } folder)
        {
            var without = new SortedDictionary<string, string?>(StringComparer.Ordinal);
            foreach (var operation in failure is null && !ScenarioReport.IsOnce ? called : [])
                without[operation] = await TryAsync(now, operation, play, [], []);
            await ScenarioReport.WriteAsync(folder, scenario, [.. steps.SkipLast(failure is null ? 0 : 1)], failure, without);
        }

        if (failure is not null)
            Assert.Fail($"Scenario '{scenario}', {failure}");
    }

    /// <summary>Adds an account with a role; the default role when null.</summary>
    public async Task AccountAsync(string name, string role)
    {
        var (client, account) = await _host.ClientAsync(role);
        client.Dispose();
        _accounts[name] = account;
        await SaveAccountAsync(name);
    }

    /// <summary>Lets time pass.</summary>
    public async Task WaitAsync(string time)
    {
        Begin($"{time} pass");
        // What is due is known from the beginning on.
        await RunDueAsync();
        _clock.Advance(TimeSpan.Parse(time, CultureInfo.InvariantCulture));
        await RunDueAsync();
        // Whoever is still there has a token that holds.
        foreach (var name in _accounts.Keys)
            await SaveAccountAsync(name);
    }

    /// <summary>Calls an operation and compares the answer with what is expected.</summary>
    public async Task CallAsync(ScenarioStep step)
    {
        Begin($"{step}: {step.Status}{(step.Problem is { } code ? $" '{code}'" : "")}");
        var thrown = _host.Services.GetRequiredService<Thrown>();
        thrown.Forget();
        _sent = "";
        try
        {
            var (path, body) = (_values.ReadObject(step.Path), _values.Read(step.Body));
            using var response = await SendAsync(step, path, body);
            await CompareAsync(step, response);
            await ArriveAsync();
        }
        catch (ScenarioFailure failure)
        {
            var cause = thrown.Last is { } last ? " The service threw " + last : "";
            throw new ScenarioFailure($"step {_steps.Count} ({step}): {failure.Message}{_sent}{cause}");
        }
    }

    /// <summary>Ends the service; one that is busy with a call for ever is left to end with the process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStuck)
            return;
        await _host.DisposeAsync();
        foreach (var other in _others)
            await other.DisposeAsync();
    }

    private static async Task<string?> TryAsync(
        string? now,
        string? without,
        Func<ScenarioRun, Task> play,
        HashSet<string> called,
        List<string> steps
    )
    {
        await using var run = new ScenarioRun(now, without);
        (run.Called, run._steps) = (called, steps);
        try
        {
            await play(run);
            return null;
        }
        catch (ScenarioFailure failure)
        {
            return failure.Message;
        }
    }

    // What comes after is a step of the scenario, until the next one begins.
    private void Begin(string step) => _steps.Add($"{_steps.Count + 1}. {step}");

    private async Task RunDueAsync()
    {
        List<Func<Task>> due = [];
        AddDue(due);
        foreach (var run in due)
            await run();
        await ArriveAsync();
    }

    private async Task ArriveAsync()
    {
        List<Func<Task>> told = [];
        // What a provider answers may be announced, and what is announced may have a provider asked.
        AddAsked(told);
        AddTold(told);
        AddAsked(told);
        foreach (var arrive in told)
            await arrive();
    }

    // Adds what providers are asked; nothing in most services.
    partial void AddAsked(List<Func<Task>> asked);

    // Adds the arrival of what was announced; nothing in most services.
    partial void AddTold(List<Func<Task>> told);

    // Adds what runs by the clock; nothing in most services.
    partial void AddDue(List<Func<Task>> due);

    // What ran by the clock; mails that are expected afterwards may come from it.
    private HashSet<string> Ran { get; } = [];

    private HashSet<string> Called { get; set; } = [];

    private async Task SaveAccountAsync(string name)
    {
        var token = await _host.TokenAsync(_accounts[name]);
        _values.Save(name, new JsonObject { ["id"] = _accounts[name].ToString(), ["token"] = token });
    }

    private async Task<HttpResponseMessage> SendAsync(ScenarioStep step, JsonObject path, JsonNode? body)
    {
        Called.Add(step.Operation.Name);
        var address = path.Aggregate(step.Operation.Path, static (address, part) =>
            address.Replace($"{{{part.Key}}}", Uri.EscapeDataString(part.Value?.ToString() ?? ""), StringComparison.Ordinal)
        );
        var query = string.Join('&', _values.ReadObject(step.Query).Select(static part => $"{part.Key}={Sample.Query(part.Value)}"));
        using var request = new HttpRequestMessage(
            new HttpMethod(step.Operation.Method),
            query.Length == 0 ? address : $"{address}?{query}"
        );
        _sent = $" Sent: {request.Method} {request.RequestUri}{Cut(body?.ToJsonString())}";
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (step.File is { } file)
        {
            request.Content = new ByteArrayContent(file.Content);
            request.Content.Headers.ContentType = new(file.Type);
        }

        if (step is { As: { } program, KeyHeader: { } header })
        {
            request.Headers.TryAddWithoutValidation(header, _values.Read($"\"${program}.key\"")?.ToString());
        }
        else if (step.As is { } caller)
        {
            var token = _values.Read($"\"${caller}.{(_accounts.ContainsKey(caller) ? "token" : "accessToken")}\"");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        var headers = _values.ReadObject(step.Headers);
        if (step.Operation.IsConditional && !headers.ContainsKey("If-Match"))
            headers["If-Match"] = "*";
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value?.ToString() ?? "");
        }

        if (step.Prepare is { } prepare)
            await prepare(_host, request);
        using var client = _host.CreateClient(new() { AllowAutoRedirect = false });
        try
        {
            return await client.SendAsync(request).WaitAsync(s_patience);
        }
        catch (TimeoutException silence)
        {
            _isStuck = true;
            throw new ScenarioFailure(silence.Message);
        }
    }

    private async Task CompareAsync(ScenarioStep step, HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var body = Parse(text);
        var headers = response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(static header => header.Key, static header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var shown = text.Length == 0 ? " There was no body." : $" Body:{Cut(text)}";
        if ((int)response.StatusCode != step.Status)
            throw new ScenarioFailure($"expected the status {step.Status}, got {(int)response.StatusCode}.{shown}");
        if (step.Problem is { } problem && (body as JsonObject)?["code"]?.ToString() is var code && code != problem)
            throw new ScenarioFailure($"expected the problem '{problem}', got '{code}'.{shown}");
        foreach (var (name, value) in _values.ReadObject(step.ExpectedHeaders))
        {
            var found = headers.GetValueOrDefault(name);
            if (found is null || (value?.ToString() is var expected && expected != ScenarioMatch.Any && expected != found))
                throw new ScenarioFailure($"expected the header {name}: {value}, got {found ?? "none"}.");
        }

        if (step.Expected is not null && ScenarioMatch.Difference(_values.Read(step.Expected), body) is { } difference)
            throw new ScenarioFailure($"{difference}.{shown}");
        if (step.Save is not null)
            _values.Save(step.Save, body, headers);
    }

    private static string Cut(string? text) => text is null ? "" : $" {(text.Length > MaxShown ? text[..MaxShown] + "…" : text)}";

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
