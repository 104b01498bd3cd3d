using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests.Acceptance;

/// <summary>
/// What scenarios say of providers: how they answer from then on, and what they were asked. Each is a real server; unless a scenario says
/// otherwise they answer that they have begun.
/// </summary>
internal sealed partial class ScenarioRun
{
    private readonly Dictionary<string, FakeProvider> _providers = [];

    /// <summary>Changes how a provider answers.</summary>
    /// <param name="name">The provider.</param>
    /// <param name="status">The status.</param>
    /// <param name="answers">The body, as JSON; none when null.</param>
    /// <param name="lost">How many answers get lost, after it has done what it was asked.</param>
    public async Task AnswersAsync(string name, int status, string? answers, int lost)
    {
        Begin($"{name} answers {status} from now on");
        var provider = (await ProvidersAsync())[name];
        provider.Status = status;
        provider.Answer = answers is null ? "" : _values.Read(answers)?.ToJsonString() ?? "";
        provider.Lost = lost;
    }

    /// <summary>Expects that a provider was asked for so many things, and for the last one by such a body.</summary>
    public async Task AskedAsync(string name, int times, string? with)
    {
        Begin($"{name} was asked for {times} things");
        var asked = (await ProvidersAsync())[name].Asked.ToList();
        var keys = asked.Select(static question => question.Key).Distinct().Count();
        if (keys != times)
            throw new ScenarioFailure($"step {_steps.Count}: expected that {name} is asked for {times} things, got {keys}.");
        if (with is not null && ScenarioMatch.Difference(_values.Read(with), asked.LastOrDefault().Body) is { } difference)
            throw new ScenarioFailure($"step {_steps.Count}: {name} was asked otherwise: {difference}.");
    }

    partial void AddAsked(List<Func<Task>> asked) =>
        asked.Add(async () =>
        {
            await ProvidersAsync();
            await _host
                .Services.GetRequiredService<OutboxDispatcher>()
                .DeliverDueAsync(CancellationToken.None, static kind => kind.StartsWith("provider-", StringComparison.Ordinal));
        });

    private async Task<Dictionary<string, FakeProvider>> ProvidersAsync()
    {
        var configuration = _host.Services.GetRequiredService<IConfiguration>();
        foreach (var target in _host.Services.GetServices<ProviderTarget>().Where(target => !_providers.ContainsKey(target.Name)))
        {
            var provider = await FakeProvider.StartAsync();
            _others.Add(provider);
            _providers.Add(target.Name, provider);
            configuration[target.UrlSetting] = provider.Address;
            configuration[target.SecretSetting] = "secret-of-the-scenario";
        }

        return _providers;
    }
}
