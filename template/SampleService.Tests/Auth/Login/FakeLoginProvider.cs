using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SampleService.Tests;

/// <summary>An OpenID Connect provider: a real server on this machine, which does wrong what a test wants it to.</summary>
internal sealed class FakeLoginProvider : IAsyncDisposable
{
    /// <summary>Who the service is there.</summary>
    public const string ClientId = "the-service";

    /// <summary>What it proves that with.</summary>
    public const string ClientSecret = "a secret that nobody else knows";

    private readonly WebApplication _app = LoopbackServer.Build();
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly ConcurrentDictionary<string, (string? Nonce, string? Challenge)> _codes = new();
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Where it listens, which is what it calls itself.</summary>
    public string Address => _app.Urls.First();

    /// <summary>What it tells of who logs in.</summary>
    public Dictionary<string, object> Person { get; set; } = [];

    /// <summary>Changes a token before it is signed.</summary>
    public Action<Dictionary<string, object>>? Change { get; set; }

    /// <summary>Signs in the place of its own key; a token isn't signed at all where it gives null.</summary>
    public Func<SigningCredentials?>? Signer { get; set; }

    /// <summary>Whether the person stands in an answer of its own and not in the token.</summary>
    public bool TellsApart { get; set; }

    /// <summary>What it answers to codes instead of tokens.</summary>
    public int? Fails { get; set; }

    /// <summary>What it has been asked when a login began.</summary>
    public Dictionary<string, string> Asked { get; private set; } = [];

    /// <summary>Starts one.</summary>
    public static async Task<FakeLoginProvider> StartAsync()
    {
        var provider = new FakeLoginProvider();
        provider._app.Run(provider.AnswerAsync);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Logs somebody in, as a person in a browser would, and says where the browser is sent.</summary>
    public async Task<Uri> LogInAsync(Uri start)
    {
        using var answer = await _browser.GetAsync(start);
        return answer.Headers.Location!;
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
        _key.Rsa.Dispose();
    }

    private Task AnswerAsync(HttpContext http) =>
        http.Request.Path.Value switch
        {
            "/.well-known/openid-configuration" => http.Response.WriteAsJsonAsync(Metadata()),
            "/keys" => http.Response.WriteAsJsonAsync(Keys()),
            "/authorize" => AuthorizeAsync(http),
            "/token" => TokenAsync(http),
            "/person" => http.Response.WriteAsJsonAsync(Person),
            _ => Results.NotFound().ExecuteAsync(http),
        };

    private Dictionary<string, object> Metadata() =>
        new()
        {
            ["issuer"] = Address,
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["userinfo_endpoint"] = Address + "/person",
            ["jwks_uri"] = Address + "/keys",
        };

    private Dictionary<string, object> Keys()
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(
            new RsaSecurityKey(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId }
        );
        return new()
        {
            ["keys"] = new[]
            {
                new
                {
                    kty = key.Kty,
                    use = "sig",
                    alg = "RS256",
                    kid = key.Kid,
                    n = key.N,
                    e = key.E,
                },
            },
        };
    }

    private Task AuthorizeAsync(HttpContext http)
    {
        Asked = http.Request.Query.ToDictionary(static said => said.Key, static said => said.Value.ToString());
        var code = Guid.NewGuid().ToString("n");
        _codes[code] = (Asked.GetValueOrDefault("nonce"), Asked.GetValueOrDefault("code_challenge"));
        var back = new Dictionary<string, string?> { ["code"] = code, ["state"] = Asked["state"] };
        http.Response.Redirect(QueryHelpers.AddQueryString(Asked["redirect_uri"], back));
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var isKnown = _codes.TryRemove(form["code"].ToString(), out var begun);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (Fails is { } status)
        {
            http.Response.StatusCode = status;
        }
        else if (!isKnown || begun.Challenge != challenge || form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
        }
        else
        {
            await http.Response.WriteAsJsonAsync(
                new
                {
                    access_token = "opaque",
                    token_type = "Bearer",
                    id_token = Token(begun.Nonce),
                }
            );
        }
    }

    private string Token(string? nonce)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>(TellsApart ? new Dictionary<string, object> { ["sub"] = Person["sub"] } : Person)
        {
            ["iss"] = Address,
            ["aud"] = ClientId,
            ["iat"] = now,
            ["exp"] = now + 300,
            ["nonce"] = nonce ?? "",
        };
        Change?.Invoke(claims);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Claims = claims,
                SigningCredentials = Signer is null ? new SigningCredentials(_key, SecurityAlgorithms.RsaSha256) : Signer(),
            }
        );
    }
}
