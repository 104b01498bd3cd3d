// Generated from backend.yaml: what is done when events arrive. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore.Diagnostics;
using SampleService.Infrastructure;

namespace SampleService.Features;

internal static class SubscriptionList
{
    /// <summary>All subscriptions.</summary>
    public static IReadOnlyList<EventSubscription> All { get; } = [new StarClosedSubscription()];

    /// <summary>What announces changes of rows.</summary>
    public static IReadOnlyList<IInterceptor> Interceptors { get; } = [new RowEvents()];
}
