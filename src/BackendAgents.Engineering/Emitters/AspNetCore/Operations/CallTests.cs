using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>The delivered tests of a call: right use, what is missing or wrong, no row, and other people's rows.</summary>
internal sealed class CallTests(ServiceModel model, HttpEndpoint endpoint, TestWriter tests, string caller)
{
    private readonly Operation _operation = endpoint.Operation!;
    private readonly Entity _entity = endpoint.Entity!;

    private bool HasRow => CallTraits.HasRow(_operation);

    private bool HasBody => CallTraits.HasBody(_operation);

    // What callers have to send.
    private IEnumerable<Field> Required => _operation.Input.Where(static sent => sent is { Required: true, Default: null });

    public void Write()
    {
        // What is written by hand is shown by scenarios.
        if (CallTraits.IsIdle(_operation, model.Blueprint))
            Idle();
        else if (_operation.Handler == OperationHandler.Generated)
            Answers();
        if (Required.FirstOrDefault() is { } required)
            Missing(required);
        if (!HasRow)
            return;
        tests.NoRow(caller);
        tests.Stranger();
    }

    // Nobody is told that something was done.
    private void Idle() => tests.Test("says_that_it_is_not_written", body =>
        {
            Start(body);
            body.Line(
                $"""
                using var response = await client.SendAsync({Request()}{(HasBody ? ", body" : "")});

                await response.AssertStatusAsync(501);
                """
            );
        });

    private void Answers()
    {
        var behaviour = new BehaviourTests(model, _operation);
        var isArranged = _operation.Guards.Count > 0 && behaviour.CanArrange && _operation.Location is null;
        Action<CodeWriter> write = body =>
        {
            if (isArranged)
            {
                TestWriter.Login(body, caller);
                tests.Arrange(body);
            }
            else
            {
                Start(body);
            }

            body.Line(
                $"""
                using var response = await client.SendAsync({Request()}{(HasBody ? ", body" : "")});

                await response.AssertStatusAsync({endpoint.Success.Status.ToString(CultureInfo.InvariantCulture)});
                """
            );
            if (_operation.Location is not null)
                body.Line("Assert.That(response.Headers.Location?.AbsoluteUri, Is.EqualTo(\"https://example.com/landing\"));");
            else if (endpoint.ResultEntity is not null)
                body.Line("Assert.That((await response.JsonAsync()).GetProperty(\"id\").GetGuid(), Is.EqualTo(row.Id));");
            foreach (var value in _operation.Output)
                body.Line($"Assert.That((await response.JsonAsync()).TryGetProperty({CSharp.Literal(value.Name)}, out _), Is.True);");
        };
        if (isArranged)
            tests.TestOfSuccess("answers_as_declared", write);
        else
            tests.Test("answers_as_declared", write);
    }

    private void Missing(Field required) => tests.Test("names_what_is_missing", body =>
        {
            Start(body);
            if (HasBody)
                body.Line($"body.Remove({CSharp.Literal(required.Name)});");
            body.Line(
                $"""
                using var response = await client.SendAsync({Request(required)}{(HasBody ? ", body" : "")});

                await response.AssertStatusAsync(400);
                Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty({CSharp.Literal(
                    required.Name
                )}, out _), Is.True);
                """
            );
        });

    private void Start(CodeWriter body)
    {
        TestWriter.Login(body, caller);
        if (HasRow)
            body.Line(
                _operation.Location is { } location
                    ? $"var row = await RowAsync(account, found => found.{Conventions.Pascal(location)} = \"https://example.com/landing\");"
                    : "var row = await RowAsync(account);"
            );
        if (HasBody)
            tests.Body(body);
    }

    // Method and address, with the values of the query but one.
    private string Request(Field? without = null)
    {
        var request = tests.Request("row.Id");
        if (HasBody)
            return request;
        var samples = new SampleValues(model);
        var values = Required
            .Where(field => field != without)
            .Select(field => $"{field.Name}={{Sample.Query({samples.Wire(field, "Sample.Next()")})}}")
            .ToList();
        return values.Count == 0 ? request : request + " + $\"?" + string.Join('&', values) + '"';
    }
}
