using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>
/// The delivered test of an operation's quota: many call at once, as many as are left are let through, and others are not touched.
/// </summary>
internal static class QuotaTests
{
    private const int Room = 2;

    public static void Write(TestWriter tests, ServiceModel model, HttpEndpoint endpoint, string caller, string call)
    {
        var operation = endpoint.Operation!;
        var limits = CallLimit.Of(model.Blueprint, operation).ToList();
        foreach (var (name, limit) in IsFirst(tests, model, operation) ? limits : limits.Take(operation.Limits.Count))
        {
            var isOwn = operation.Limits.Contains(limit);
            // Calls by a key are counted in a way of their own.
            if (!isOwn && limit.By == LimitHolder.Key)
                continue;
            var left = Math.Min(limit.Calls, Room).ToString(CultureInfo.InvariantCulture);
            tests.Test(
                $"keeps_{(isOwn ? "its" : "the_service_s")}_quota_of_each_{limit.Per.ToString().ToLowerInvariant()}_when_many_call_at_once",
                body =>
                    body.Line(
                        $$"""
                        var (client, account) = await _host.ClientAsync({{caller}});
                        await _host.LeaveAsync(account, {{CSharp.Literal(name)}}, {{limit.Calls}}, {{left}});

                        var answers = await Task.WhenAll(Enumerable.Range(0, Sample.Callers + {{left}})
                            .Select(_ => {{call}}));

                        var refused = answers.Where(static answer => (int)answer.StatusCode == 429).ToList();
                        Assert.That(refused, Has.Count.EqualTo(Sample.Callers));
                        foreach (var answer in refused)
                        {
                            await answer.AssertStatusAsync(429, {{CSharp.Literal(CallLimit.Problem)}});
                            Assert.That(answer.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
                        }

                        (client, _) = await _host.ClientAsync({{caller}});
                        using var other = await {{call}};
                        Assert.That((int)other.StatusCode, Is.Not.EqualTo(429));
                        """
                    ),
                isOwn ? DeclaredBehaviour.Quota(operation) : DeclaredBehaviour.Quota(limit)
            );
        }
    }

    // What is limited for all calls is shown by one of them.
    private static bool IsFirst(TestWriter tests, ServiceModel model, Operation operation) =>
        model
            .Blueprint.Operations.Where(static other => other.Kind is OperationKind.List or OperationKind.Get)
            .FirstOrDefault(other => CallLimit.IsOpenToAccounts(other) && tests.CallerOf(other) is not null)
            ?.Id == operation.Id;
}
