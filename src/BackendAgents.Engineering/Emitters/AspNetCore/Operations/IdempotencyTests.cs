using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>The delivered test of a key: many send the same call at once, one does something, and all are answered the same.</summary>
internal static class IdempotencyTests
{
    public static void Write(TestWriter tests, Blueprint blueprint, Operation operation, string caller)
    {
        if (!tests.Arrange(new CodeWriter()))
            return;
        var limits = CallLimit.Of(blueprint, operation).ToList();
        tests.Test(
            "is_done_once_for_a_key_when_many_send_it_at_once",
            body =>
            {
                Login(body, caller, limits);
                tests.Arrange(body);
                body.Line(
                    $$"""
                    client.UseKey();

                    var answers = await Task.WhenAll(Enumerable.Range(0, Sample.Callers)
                        .Select(_ => client.SendAsync({{tests.Call()}})));

                    await answers.AssertDoneOnceAsync({{tests.Success}});
                    """
                );
            },
            DeclaredBehaviour.Once(operation)
        );
        tests.Test(
            "keeps_a_key_to_one_request",
            body =>
            {
                Login(body, caller, limits);
                tests.Arrange(body);
                body.Line(
                    $$"""
                    client.UseKey("one");
                    using var first = await client.SendAsync({{tests.Call()}});
                    await first.AssertStatusAsync({{tests.Success}});

                    using var other = await client.SendAsync({{tests.Call(query: "?other")}});
                    await other.AssertStatusAsync(422, {{CSharp.Literal(Idempotency.Reused)}});
                    client.UseKey("two words");
                    using var wrong = await client.SendAsync({{tests.Call()}});
                    await wrong.AssertStatusAsync(400, {{CSharp.Literal(Idempotency.Invalid)}});
                    """
                );
            },
            DeclaredBehaviour.Once(operation)
        );
    }

    // All of them count while none of them is answered yet.
    private static void Login(CodeWriter body, string caller, IEnumerable<(string Name, CallLimit Limit)> limits)
    {
        TestWriter.Login(body, caller);
        foreach (var (name, limit) in limits.Where(static one => one.Limit.By == LimitHolder.Account))
            body.Line($"await _host.LeaveAsync(account, {CSharp.Literal(name)}, {limit.Calls}, Sample.Callers);");
    }
}
