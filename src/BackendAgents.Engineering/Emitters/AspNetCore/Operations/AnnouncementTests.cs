using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>The delivered tests of what an operation announces: its success leaves the event in the outbox.</summary>
internal static class AnnouncementTests
{
    public static void Write(TestWriter tests, ServiceModel model, HttpEndpoint endpoint, string caller)
    {
        foreach (var told in EventTraits.ShownBy(model.Blueprint, endpoint.Operation!))
        {
            if (!tests.Arrange(new()))
                return;
            var type = CSharp.Literal(EventTraits.Type(told, model.Blueprint));
            tests.Test(
                $"announces_{told.Name}",
                body =>
                {
                    TestWriter.Login(body, caller);
                    tests.Arrange(body);
                    body.Line(
                        $$"""
                        var before = await _host.AnnouncedAsync({{type}});
                        using var answer = await client.SendAsync({{tests.Call()}});

                        await answer.AssertStatusAsync({{tests.Success}});
                        Assert.That(await _host.AnnouncedAsync({{type}}), Is.GreaterThan(before));
                        """
                    );
                },
                DeclaredBehaviour.Event(told)
            );
        }
    }
}
