using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Emitters.AspNetCore.Operations;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

/// <summary>The delivered tests of what holds when many call an operation at once.</summary>
internal sealed class RaceTests(ServiceModel model, Operation operation, BehaviourTests behaviour)
{
    private const int Enough = 3;
    private readonly Entity _entity = model.Index.EntityById(operation.Entity)!;

    /// <summary>Writes the tests.</summary>
    public void Write(TestWriter tests, string caller)
    {
        foreach (var (add, scope, loops) in behaviour.Floors())
        {
            var (number, amount) = (ExpressionReader.Read(add.To, scope), ExpressionReader.Read(add.Amount, scope));
            var situation = behaviour.Find(
                found =>
                    BehaviourTests.Enter(found, loops)
                    && found.Suffice(number, amount, add.AtLeast!.Value, Enough)
                    && behaviour.Spares(found),
                operation.Guards.Count,
                withFloors: false
            );
            var proves = DeclaredBehaviour.Effect(operation, add);
            var name = $"keeps_{BehaviourTests.Snake(add)}_when_many_call_at_once";
            if (loops.Count == 0)
                Race(tests, caller, proves, name, situation, operation.Transition is null ? Enough : 1);
            else if (number is MemberNode bounded && operation is { Webhook: null, Idempotent: false })
                EachOfMany(tests, caller, proves, name, situation, situation?.PlaceOf(bounded.Owner));
        }

        if (Counter is { } counter)
            Counts(tests, caller, counter.Field, counter.Amount);
        if (operation.Transition is { From.Count: > 0 } transition && !transition.From.Contains(transition.To))
            Race(tests, caller, DeclaredBehaviour.Transition(operation), "happens_once_when_many_call_at_once", behaviour.Allowed, 1);
        else if (operation.Guards.FirstOrDefault(Ends) is { } guard)
            Race(tests, caller, DeclaredBehaviour.Guard(operation, guard), "happens_once_when_many_call_at_once", behaviour.Allowed, 1);
    }

    /// <summary>A test that only so many of many calls at once succeed.</summary>
    /// <param name="tests">What is written to.</param>
    /// <param name="caller">The role that calls, as C#.</param>
    /// <param name="proves">The declared behaviour.</param>
    /// <param name="name">What it shows.</param>
    /// <param name="situation">What is stored and sent; no test for null.</param>
    /// <param name="succeed">How many succeed.</param>
    /// <param name="calls">Makes the list <c>calls</c>; null where all send the same.</param>
    public void Race(
        TestWriter tests,
        string caller,
        string proves,
        string name,
        Situation? situation,
        int succeed,
        Action<CodeWriter>? calls = null
    )
    {
        if (situation is null)
            return;
        tests.Test(
            name,
            body =>
            {
                TestWriter.Login(body, caller);
                behaviour.Arrange(body, situation);
                calls?.Invoke(body);
                var call = calls is not null
                    ? "calls.Select(static call => call())"
                    : $"Enumerable.Range(0, Sample.Callers).Select(_ => client.SendAsync({tests.Call()}))";
                body.Line($"var answers = await Task.WhenAll({call});").Line();
                Only(body, succeed);
            },
            proves
        );
    }

    // As many callers, each with rows of its own, and one row that all of them draw from.
    private void EachOfMany(TestWriter tests, string caller, string proves, string name, Situation? situation, Place? drawn)
    {
        if (situation is null || drawn is null or { IsCaller: true } || drawn == situation.Root)
            return;
        tests.Test(
            name,
            body =>
            {
                TestWriter.Login(body, caller);
                new Arrangement(model, body).Shared(drawn);
                body.Line(
                    """
                    var calls = new List<Func<Task<HttpResponseMessage>>>();
                    for (var i = 0; i < Sample.Callers; i++)
                        calls.Add(await CallerAsync());
                    var answers = await Task.WhenAll(calls.Select(static call => call()));

                    """
                );
                Only(body, Enough);
                body.Line().Line("async Task<Func<Task<HttpResponseMessage>>> CallerAsync()").Line("{");
                body.Indented(own =>
                {
                    TestWriter.Login(own, caller);
                    behaviour.Arrange(own, situation, drawn);
                    own.Line($"return () => client.SendAsync({tests.Call()});");
                });
                body.Line("}");
            },
            proves
        );
    }

    private static void Only(CodeWriter body, int succeed) =>
        body.Line(
            $"""
            Assert.That(answers.Count(static answer => answer.IsSuccessStatusCode), Is.EqualTo({succeed}));
            // Who is told to come again, as a busy server may, has changed nothing.
            Assert.That(answers.Select(static answer => (int)answer.StatusCode), Is.All.Matches<int>(static status => status is < 500 or 503));
            """
        );

    // What an operation asks of its own row and itself puts an end to: 'returnedAt == null', which it sets.
    private bool Ends(Guard guard) =>
        operation is { Kind: OperationKind.Action or OperationKind.Call, Idempotent: false, Webhook: null }
        && ExpressionReader.Read(guard.When, behaviour.Scope, ExpressionType.Bool)
            is BinaryNode
            {
                Operator: "==",
                Left: MemberNode { Owner: RowNode { Name: "row" }, Field: { } field },
                Right: LiteralNode asked
            }
        && operation
            .Effects.Where(static effect => effect.When is null)
            .SelectMany(static effect => effect.Set)
            .Any(set => set.Key == field.Name && IsAnother(ExpressionReader.Read(set.Value, behaviour.Scope), asked));

    private static bool IsAnother(Node value, LiteralNode asked) =>
        value is LiteralNode literal
            ? literal.Text != asked.Text
            : value is AmbientNode { Name: "now" or "today" } && asked.Type.Kind == ValueKind.Null;

    // A number of the row itself that every call adds the same to, and that nothing bounds.
    private (Field Field, int Amount)? Counter =>
        operation.Kind == OperationKind.Call
        && CallTraits.HasRow(operation)
        && operation is { Guards.Count: 0, Transition: null, Webhook: null, Idempotent: false, Limits.Count: 0 }
        && operation.Effects is [{ When: null, Add: { AtLeast: null, AtMost: null } add }]
        && ExpressionReader.Read(add.To, behaviour.Scope) is MemberNode { Owner: RowNode, Field: { Required: true } number }
        && ExpressionReader.Read(add.Amount, behaviour.Scope) is LiteralNode literal
        && int.TryParse(literal.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            ? (number, amount)
            : null;

    // None is lost, though all of them read the number before they add to it.
    private void Counts(TestWriter tests, string caller, Field field, int amount) =>
        tests.TestOfSuccess("counts_every_call_of_many_at_once", body =>
        {
            TestWriter.Login(body, caller);
            behaviour.Arrange(body);
            var number = ServiceModel.Property(field);
            var calls = amount == 1 ? "Sample.Callers" : string.Create(CultureInfo.InvariantCulture, $"(Sample.Callers * {amount})");
            body.Line(
                $"""
                var calls = Enumerable.Range(0, Sample.Callers).Select(_ => client.SendAsync({tests.Call()}));
                var answers = await Task.WhenAll(calls);

                Assert.That(answers.Select(static answer => (int)answer.StatusCode), Is.All.EqualTo({tests.Success}));
                var left = await _host.WithDbAsync(async db => await db.{ServiceModel.Set(_entity)}.FindAsync(row.Id));
                Assert.That(left!.{number}, Is.EqualTo(row.{number} + {calls}));
                """
            );
        });
}
