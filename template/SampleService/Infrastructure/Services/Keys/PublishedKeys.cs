using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace SampleService.Infrastructure;

/// <summary>
/// The keys by which tokens are checked, as the service that issues tokens publishes them (RFC 7517). They are asked for again when they
/// are five minutes old, and at once where a token names a key that isn't among them; never more often than each ten seconds. While the
/// issuer is away the last ones hold. Safe on any thread.
/// </summary>
internal sealed partial class PublishedKeys : BaseConfigurationManager
{
    /// <summary>Where they are published.</summary>
    public const string Path = "/.well-known/jwks.json";

    /// <summary>Name of the client that asks for them.</summary>
    public const string Client = "published-keys";

    /// <summary>The longest time between two questions while all goes well.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(5);

    /// <summary>The shortest time between two questions.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>How long a call waits for keys that may be new while there are others.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    // Without any key nobody can be let in: then it is asked sooner.
    private static readonly TimeSpan s_hurry = TimeSpan.FromSeconds(1);
    private readonly IHttpClientFactory _clients;
    private readonly string _issuer;
    private readonly IReadOnlyList<string> _addresses;
    private readonly TimeProvider _clock;
    private readonly ILogger<PublishedKeys> _log;
    private readonly Lock _gate = new();
    private Task _question = Task.CompletedTask;
    private volatile OpenIdConnectConfiguration? _keys;
    private volatile bool _isDoubted;
    private volatile bool _wasAsked;
    private long _asked;

    /// <summary>Takes where they are published.</summary>
    /// <param name="clients">Make the client that asks.</param>
    /// <param name="issuer">Who issues the tokens.</param>
    /// <param name="addresses">Instances of the service that does, asked in this order until one answers.</param>
    /// <param name="clock">Tells how old they are.</param>
    /// <param name="log">Is told when none come.</param>
    public PublishedKeys(
        IHttpClientFactory clients,
        string issuer,
        IReadOnlyList<string> addresses,
        TimeProvider clock,
        ILogger<PublishedKeys> log
    )
    {
        (_clients, _issuer, _addresses, _clock, _log) = (clients, issuer, addresses, clock, log);
        // Else a key that was withdrawn would hold for another hour.
        UseLastKnownGoodConfiguration = false;
    }

    /// <summary>Whether there are any.</summary>
    public bool AreHere => _keys is not null;

    /// <summary>The keys; waits for them only where there are none, and briefly where a token names one that is not there.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel)
    {
        if (_keys is null)
            await Question().WaitAsync(cancel);
        else if (_isDoubted)
            // Anybody can name a key that isn't there: those who show one that is are not held up by that.
            await Question().WaitAsync(Patience, _clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else if (IsDue(Age))
            _ = Question();

        return _keys ?? throw new InvalidOperationException($"No keys of {_issuer} have come from {string.Join(", ", _addresses)}.");
    }

    /// <summary>A token could not be checked by these keys: there may be new ones.</summary>
    public override void RequestRefresh() => _isDoubted = true;

    private bool IsDue(TimeSpan after) => !_wasAsked || _clock.GetElapsedTime(Volatile.Read(ref _asked)) >= after;

    // The one that is being asked, or the last one where it is too early for another. It belongs to no caller, so none can end it.
    private Task Question()
    {
        lock (_gate)
        {
            if (
                _question.IsCompleted
                && IsDue(
                    _keys is null ? s_hurry
                    : _isDoubted ? Pause
                    : Age
                )
            )
                _question = Task.Run(AskAsync);
            return _question;
        }
    }

    private async Task AskAsync()
    {
        try
        {
            using var client = _clients.CreateClient(Client);
            foreach (var address in _addresses)
            {
                try
                {
                    _keys = Read(await client.GetStringAsync(address.TrimEnd('/') + Path));
                    return;
                }
                catch (Exception problem)
                    when (problem is HttpRequestException or TaskCanceledException or ArgumentException or InvalidDataException)
                {
                    NoKeys(_log, address, problem.Message);
                }
            }
        }
        finally
        {
            Volatile.Write(ref _asked, _clock.GetTimestamp());
            _wasAsked = true;
            // Also where none came: who doubts again asks again.
            _isDoubted = false;
        }
    }

    private OpenIdConnectConfiguration Read(string document)
    {
        var found = new OpenIdConnectConfiguration { Issuer = _issuer };
        foreach (var key in new JsonWebKeySet(document).Keys.Where(static key => key is { Kty: "EC", Crv: "P-256", Kid.Length: > 0 }))
            found.SigningKeys.Add(key);
        return found.SigningKeys.Count > 0 ? found : throw new InvalidDataException("No key of P-256 is among what is published.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No keys from {Address}: {Problem}")]
    private static partial void NoKeys(ILogger log, string address, string problem);
}
