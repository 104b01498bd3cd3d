using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests.Acceptance;

/// <summary>Events arrive after each step, and what they raise in turn.</summary>
internal sealed partial class ScenarioRun
{
    private const int MaxRounds = 20;

    partial void AddTold(List<Func<Task>> told) =>
        told.Add(async () =>
        {
            var dispatcher = _host.Services.GetRequiredService<OutboxDispatcher>();
            for (var round = 0; round < MaxRounds; round++)
            {
                if (await dispatcher.DeliverDueAsync(CancellationToken.None, IsEvent) == 0)
                    return;
            }
        });

    private static bool IsEvent(string kind) => kind == EventOutbox.Name || kind.StartsWith("on-", StringComparison.Ordinal);
}
