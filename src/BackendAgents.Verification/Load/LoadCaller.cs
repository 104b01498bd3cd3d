using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Capabilities.LoadTesting;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Verification.Load;

/// <summary>
/// Has conversations with a running service: accounts by role, made once; then each conversation with data of its own. Safe on any thread
/// once its accounts are made.
/// </summary>
internal sealed partial class LoadCaller(HttpClient client, JsonObject accounts, string adminLogin, string adminPassword)
{
    private static long s_number;
    private readonly Dictionary<string, JsonObject> _known = new(StringComparer.Ordinal);
    private int _runs;

    /// <summary>Makes the accounts of conversations, one for each name and role.</summary>
    /// <exception cref="InvalidOperationException">The service refuses; the message says what.</exception>
    public async Task MakeAccountsAsync(IEnumerable<JsonObject> conversations, CancellationToken cancellationToken)
    {
        foreach (var account in conversations.SelectMany(static one => one["accounts"]!.AsArray()).Select(static one => one!.AsObject()))
            if (!_known.ContainsKey(Key(account)))
                _known[Key(account)] = await MakeAsync(account, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has a conversation, and tells of each answer: whether it is what the scenario says.</summary>
    /// <param name="conversation">What is said.</param>
    /// <param name="call">Sends a request and gives its answer; null when there was none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many calls were answered as the scenario says, of how many.</returns>
    public async Task<(int AsSaid, int Calls)> HaveAsync(
        JsonObject conversation,
        Func<HttpRequestMessage, Task<HttpResponseMessage?>> call,
        CancellationToken cancellationToken
    )
    {
        var run = Interlocked.Increment(ref _runs).ToString("x", CultureInfo.InvariantCulture);
        var known = conversation["accounts"]!
            .AsArray()
            .ToDictionary(static one => (string)one!["name"]!, one => (JsonNode?)_known[Key(one!.AsObject())], StringComparer.Ordinal);
        var (asSaid, calls) = (0, 0);
        foreach (var step in conversation["calls"]!.AsArray().Select(static one => one!.AsObject()))
        {
            using var request = Request(step, known, run);
            using var answer = await call(request).ConfigureAwait(false);
            calls++;
            asSaid += answer is not null && (int)answer.StatusCode == (int)step["status"]! ? 1 : 0;
            if ((string?)step["save"] is { } save)
                known[save] = answer is null ? null : await ReadAsync(answer, cancellationToken).ConfigureAwait(false);
        }

        return (asSaid, calls);
    }

    private static string Key(JsonObject account) => $"{account["name"]}/{account["role"]}";

    private async Task<JsonObject> MakeAsync(JsonObject account, CancellationToken cancellationToken)
    {
        var (way, role) = ((string)account["way"]!, (string?)account["role"]);
        if (way == "admin")
            return await LogInAsync(Credentials(adminLogin, adminPassword), cancellationToken).ConfigureAwait(false);
        var run = "0" + Interlocked.Increment(ref _runs).ToString("x", CultureInfo.InvariantCulture);
        var body = (JsonObject)Filled(accounts["body"]!, [], run)!;
        if (way == "register" && role is not null)
            body["role"] = role;
        await SendAsync(HttpMethod.Post, (string)accounts["register"]!, body, null, cancellationToken).ConfigureAwait(false);
        var credentials = new JsonObject(
            accounts["credentials"]!.AsArray().Select(name => KeyValuePair.Create((string)name!, body[(string)name!]?.DeepClone()))
        );
        var made = await LogInAsync(credentials, cancellationToken).ConfigureAwait(false);
        if (way != "grant")
            return made;
        var admin = await LogInAsync(Credentials(adminLogin, adminPassword), cancellationToken).ConfigureAwait(false);
        var path = ((string)accounts["grant"]!).Replace("{id}", made["id"]!.ToString(), StringComparison.Ordinal);
        await SendAsync(HttpMethod.Put, path, new JsonObject { ["role"] = role }, (string?)admin["token"], cancellationToken)
            .ConfigureAwait(false);
        return await LogInAsync(credentials, cancellationToken).ConfigureAwait(false);
    }

    private JsonObject Credentials(string login, string password) =>
        new(
            accounts["credentials"]!
                .AsArray()
                .Select(name =>
                    KeyValuePair.Create((string)name!, (JsonNode?)((string)name! == (string)accounts["name"]! ? login : password))
                )
        );

    private async Task<JsonObject> LogInAsync(JsonObject credentials, CancellationToken cancellationToken)
    {
        var given = await SendAsync(HttpMethod.Post, (string)accounts["login"]!, credentials, null, cancellationToken)
            .ConfigureAwait(false);
        var token = (string?)given?["accessToken"];
        var me = (string?)accounts["me"] is { } path
            ? await SendAsync(HttpMethod.Get, path, null, token, cancellationToken).ConfigureAwait(false) as JsonObject
            : null;
        me = (JsonObject?)me?.DeepClone() ?? [];
        me["token"] = token;
        return me;
    }

    private async Task<JsonNode?> SendAsync(
        HttpMethod method,
        string path,
        JsonObject? body,
        string? token,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var said = await ReadAsync(answer, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccessStatusCode
            ? said
            : throw new InvalidOperationException($"{method} {path} is answered {(int)answer.StatusCode}: {said?.ToJsonString()}");
    }

    private static HttpRequestMessage Request(JsonObject step, Dictionary<string, JsonNode?> known, string run)
    {
        var path = (string)step["path"]!;
        foreach (var (name, value) in step["values"]!.AsObject())
            path = path.Replace($"{{{name}}}", Uri.EscapeDataString(Text(Filled(value, known, run))), StringComparison.Ordinal);
        var query = string.Join(
            '&',
            step["query"]!.AsObject().Select(pair => $"{pair.Key}={Uri.EscapeDataString(Text(Filled(pair.Value, known, run)))}")
        );
        var request = new HttpRequestMessage(new HttpMethod((string)step["method"]!), query.Length > 0 ? $"{path}?{query}" : path);
        if (step["body"] is { } body)
            request.Content = JsonContent.Create(Filled(body, known, run));
        foreach (var (name, value) in step["headers"]!.AsObject())
            request.Headers.TryAddWithoutValidation(name, Text(Filled(value, known, run)));
        if ((string?)step["as"] is { } caller && known.GetValueOrDefault(caller) is JsonObject account)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                (string?)(account["token"] ?? account["accessToken"]) ?? ""
            );
        return request;
    }

    private static string Text(JsonNode? value) => value?.ToString() ?? "";

    // A value with what is known in the place of references, the present clock, and what is new in this conversation.
    private static JsonNode? Filled(JsonNode? value, Dictionary<string, JsonNode?> known, string run) =>
        value switch
        {
            JsonObject members => new JsonObject(members.Select(pair => KeyValuePair.Create(pair.Key, Filled(pair.Value, known, run)))),
            JsonArray items => new JsonArray([.. items.Select(item => Filled(item, known, run))]),
            JsonValue text when text.TryGetValue<string>(out var said) => ScenarioReference.IsReference(said)
                ? Meant(said, known)
                : JsonValue.Create(Fresh(said.StartsWith('$') ? said[1..] : said, run)),
            _ => value?.DeepClone(),
        };

    private static string Fresh(string text, string run) =>
        Bounded()
            .Replace(text.Replace(LoadConversations.Run, run, StringComparison.Ordinal), found =>
            {
                var all = found.Groups["kind"].Value == "run" ? run : $"{Interlocked.Increment(ref s_number):D18}";
                return all[^Math.Min(all.Length, int.Parse(found.Groups["most"].Value, CultureInfo.InvariantCulture))..];
            });

    [GeneratedRegex(@"\{(?<kind>run|digits):(?<most>\d{1,4})\}")]
    private static partial Regex Bounded();

    private static JsonNode? Meant(string text, Dictionary<string, JsonNode?> known)
    {
        if (ScenarioReference.Read(text) is not { } reference)
            return text;
        var now = TimeProvider.System.GetUtcNow();
        if (reference.Name == "now")
            return (
                now + (reference.Shift.Length > 0 ? TimeSpan.Parse(reference.Shift.TrimStart('+'), CultureInfo.InvariantCulture) : default)
            ).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        if (reference.Name == "today")
            return now.AddDays(reference.Shift.Length > 0 ? int.Parse(reference.Shift, CultureInfo.InvariantCulture) : 0)
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var found = known.GetValueOrDefault(reference.Name);
        foreach (var member in reference.Members)
            found =
                found is JsonArray items && int.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    ? index < items.Count
                        ? items[index]
                        : null
                    : found is JsonObject map
                        ? map[member]
                        : null;
        return found?.DeepClone() ?? text;
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
