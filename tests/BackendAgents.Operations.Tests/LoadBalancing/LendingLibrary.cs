using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace BackendAgents.Operations.Tests.LoadBalancing;

/// <summary>The running service of the example lending, with a librarian.</summary>
/// <param name="caller">Where accounts are made.</param>
internal sealed class LendingLibrary(HttpClient caller)
{
    /// <summary>Login of the first administrator, as its setting has it.</summary>
    public const string Admin = "admin@example.com";

    /// <summary>The password of all.</summary>
    public const string Password = "a password that only this test has";

    private string _librarian = "";
    private int _books;

    /// <summary>Makes a librarian.</summary>
    public async Task OpenAsync()
    {
        await RegisterAsync("lib");
        var admin = await LogInAsync(Admin);
        var me = await CallAsync(caller, HttpMethod.Get, "auth/me", (await LogInAsync(Login("lib"))).Access);
        await CallAsync(caller, HttpMethod.Post, $"auth/accounts/{me["id"]}/role", admin.Access, new() { ["role"] = "librarian" });
        _librarian = (await LogInAsync(Login("lib"))).Access;
    }

    /// <summary>Makes a member.</summary>
    /// <returns>The access token.</returns>
    public async Task<string> RegisterAsync(string name)
    {
        var body = new JsonObject
        {
            ["email"] = Login(name),
            ["name"] = name,
            ["password"] = Password,
        };
        return (string)(await CallAsync(caller, HttpMethod.Post, "auth/register", null, body))["accessToken"]!;
    }

    /// <summary>Begins another session.</summary>
    public async Task<(string Access, string Refresh)> LogInAsync(string login)
    {
        var body = new JsonObject { ["email"] = login, ["password"] = Password };
        var tokens = await CallAsync(caller, HttpMethod.Post, "auth/login", null, body);
        return ((string)tokens["accessToken"]!, (string)tokens["refreshToken"]!);
    }

    /// <summary>Ends a session.</summary>
    public Task LogOutAsync(string refresh) =>
        CallAsync(caller, HttpMethod.Post, "auth/logout", null, new() { ["refreshToken"] = refresh });

    /// <summary>Lends a new book, by the instance or balancer that is called.</summary>
    /// <returns>The id of the loan, which is stored by then.</returns>
    public async Task<string> LendAsync(HttpClient where, string member)
    {
        var title = $"Book {++_books}";
        var book = await CallAsync(where, HttpMethod.Post, "books", _librarian, new() { ["title"] = title, ["author"] = "Nobody" });
        var loan = await CallAsync(where, HttpMethod.Post, "loans", member, new() { ["bookId"] = (string)book["id"]! });
        return (string)loan["id"]!;
    }

    /// <summary>The login of somebody.</summary>
    public static string Login(string name) => name + "@example.com";

    private static async Task<JsonNode> CallAsync(HttpClient where, HttpMethod method, string path, string? token, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await where.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
