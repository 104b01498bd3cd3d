using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Changes the state of a row.</summary>
internal sealed class ActionCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    private readonly Transition? _transition = endpoint.Operation!.Transition;

    private Field Field => Entity.Fields.First(found => found.Id == _transition!.Field);

    private bool IsGuarded => _transition is { From.Count: > 0 } && Field.Type is FieldType.Enum or FieldType.Bool;

    public override void Handler(CodeWriter text)
    {
        Load(text, tracked: true);
        if (IsGuarded)
        {
            var property = ServiceModel.Property(Field);
            var allowed = string.Join(" or ", _transition!.From.Select(value => Model.Value(Field, value)));
            text.Line(
                $$"""
                if (row.{{property}} is not ({{allowed}}))
                    return Problems.Of(
                        409,
                        $"It can't be done while {{Conventions.Phrase(Field.Name)}} is {row.{{property}}}.",
                        "{{BehaviourProblems.WrongState}}"
                    );
                """
            );
        }

        Behaviour.Guards(text);
        if (_transition is { } transition)
            text.Line($"row.{ServiceModel.Property(Field)} = {Model.ValueInHandler(Field, transition.To)};");
        Behaviour.Effects(text);
        StoreChanged(text);
        text.Line($"return ETags.With(row, TypedResults.Ok({Class}Response.Of(row)));");
    }

    public override void Tests(TestWriter tests, string caller)
    {
        var isAccount = Model.HasAuthentication && Model.Index.IsAccount(Entity);
        var from = IsGuarded ? $", found => found.{ServiceModel.Property(Field)} = {Model.Value(Field, _transition!.From[0])}" : "";

        // The row of another account, so that a role that may only change its own is refused.
        var refused = isAccount && Operation.Access.All(static rule => rule.Scope == AccessScope.Own);
        tests.TestOfSuccess("changes_the_state", body =>
        {
            TestWriter.Login(body, caller);
            if (isAccount || Operation.Guards.Count + Operation.Effects.Count == 0)
                body.Line($"var row = await RowAsync({(isAccount ? "Guid.Empty" : "account")}{from});");
            else
                tests.Arrange(body);
            body.Line(
                $"""
                using var response = await client.SendAsync({tests.Request("row.Id")});

                await response.AssertStatusAsync({(refused ? 403 : 200)});
                """
            );
            if (!refused)
                body.Line("Assert.That(response.Headers.ETag, Is.Not.Null);");
            if (
                _transition is { } transition
                && Field is { Type: FieldType.Enum, Exposure: FieldExposure.ReadOnly or FieldExposure.ReadWrite }
                && !isAccount
            )
                body.Line(
                    $"""
                    Assert.That(
                        (await response.JsonAsync()).GetProperty({CSharp.Literal(Field.Name)}).GetString(),
                        Is.EqualTo({CSharp.Literal(transition.To)}));
                    """
                );
        });
        if (_transition is { From.Count: > 0 } && !isAccount)
            WrongState(tests, caller, _transition);
        tests.NoRow(caller);
        if (!isAccount)
            tests.Stranger();
    }

    private void WrongState(TestWriter tests, string caller, Transition transition)
    {
        var wrong =
            Field.Type == FieldType.Enum
                ? Model.Index.EnumById(Field.Enum)!.Values.FirstOrDefault(value => !transition.From.Contains(value))
                : null;
        if (wrong is null)
            return;
        tests.Test(
            "is_refused_in_another_state",
            body =>
            {
                TestWriter.Login(body, caller);
                body.Line(
                    $"""
                    var row = await RowAsync(account, found => found.{ServiceModel.Property(Field)} = {Model.Value(Field, wrong)});
                    using var response = await client.SendAsync({tests.Request("row.Id")});

                    await response.AssertStatusAsync(409, {CSharp.Literal(BehaviourProblems.WrongState)});
                    """
                );
            },
            DeclaredBehaviour.Transition(Operation)
        );
    }
}
