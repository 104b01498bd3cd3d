using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>The providers of the service, and which of them the settings let be used. Read once, at the start.</summary>
internal sealed class LoginProviders
{
    /// <summary>Where the browser may be sent when it is done: addresses between spaces.</summary>
    public const string TargetsSetting = "Auth:RedirectTargets";

    private readonly HashSet<string> _targets;
    private readonly Dictionary<string, string> _missing = new(StringComparer.Ordinal);

    /// <summary>Looks at the settings of each.</summary>
    public LoginProviders(IConfiguration configuration, IHostEnvironment environment)
    {
        _targets = (configuration[TargetsSetting] ?? "")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var provider in LoginProviderList.All)
        {
            if (Unusable(provider, configuration, environment) is { } reason)
                _missing[provider.Name] = reason;
        }
    }

    /// <summary>Those that can be used.</summary>
    public IEnumerable<LoginProvider> Usable => LoginProviderList.All.Where(provider => !_missing.ContainsKey(provider.Name));

    /// <summary>Why the others can't.</summary>
    public IReadOnlyCollection<string> Missing => _missing.Values;

    /// <summary>A provider that can be used, by its name.</summary>
    public LoginProvider? Find(string name) => Usable.FirstOrDefault(provider => provider.Name == name);

    /// <summary>Whether the browser may be sent there: exactly one of the addresses that the settings name.</summary>
    public bool IsTarget(string address) => _targets.Contains(address);

    /// <summary>The address that a provider is known by.</summary>
    public static string? Address(LoginProvider provider, IConfiguration configuration) =>
        configuration[$"{provider.Section}:Issuer"] is { Length: > 0 } said ? said : provider.Address;

    private string? Unusable(LoginProvider provider, IConfiguration configuration, IHostEnvironment environment)
    {
        string[] settings = [$"{provider.Section}:ClientId", $"{provider.Section}:ClientSecret", TargetsSetting];
        var unset = settings.Where(setting => string.IsNullOrEmpty(configuration[setting])).ToList();
        var address = Address(provider, configuration);
        if (address is null)
            unset.Add($"{provider.Section}:Issuer");
        if (unset.Count > 0)
            return $"Nobody logs in by {provider.Name}: {string.Join(", ", unset.Select(SettingNames.Variable))} not set.";
        var isSafe =
            Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && environment.IsDevelopment()));
        if (!isSafe)
            return $"Nobody logs in by {provider.Name}: {SettingNames.Variable($"{provider.Section}:Issuer")} is no https address.";
        return _targets.All(static target => Uri.TryCreate(target, UriKind.Absolute, out _))
            ? null
            : $"Nobody logs in by {provider.Name}: {SettingNames.Variable(TargetsSetting)} has what is no address.";
    }
}
