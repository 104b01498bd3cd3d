using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Emitters.AspNetCore.Operations;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

/// <summary>
/// The delivered tests of what an operation refuses by its guards, its effects and the rules of its entity, each by its code; and of what
/// holds when many call at once.
/// </summary>
internal sealed class BehaviourTests(ServiceModel model, Operation operation)
{
    private const int Variants = 5;
    private readonly Entity _entity = model.Index.EntityById(operation.Entity)!;
    private readonly ExpressionScope _scope = BehaviourScopes.Of(model.Index, operation);

    private bool Creates => operation.Kind == OperationKind.Create;

    /// <summary>Whether samples alone may not do.</summary>
    public bool IsDeclared => operation.Guards.Count + operation.Effects.Count > 0;

    /// <summary>Whether what is sent can be chosen here: rows and bodies, but no query.</summary>
    public bool CanArrange =>
        !IsCall || (!CallTraits.IsIdle(operation, model.Blueprint) && (operation.Input.Count == 0 || CallTraits.HasBody(operation)));

    private bool IsCall => operation.Kind == OperationKind.Call;

    /// <summary>A situation in which the operation does its work; null when none is known.</summary>
    public Situation? Allowed => Find(static _ => true, operation.Guards.Count);

    /// <summary>Makes further bodies that differ from the first in what tells rows apart: the variable <c>bodies</c>.</summary>
    public void Bodies(CodeWriter body, Situation situation, string count)
    {
        var same = situation
            .Root.References.Values.Select(static key => Conventions.ForeignKeyProperty(key.Relation))
            .Concat(situation.Body.Keys)
            .Select(CSharp.Literal)
            .ToList();
        var sample = $"await _host.WithDbAsync(db => {ServiceModel.Class(_entity)}Sample.BodyAsync(db, account))";
        body.Line(
            $$"""
            var bodies = new List<Dictionary<string, object?>> { body };
            while (bodies.Count < {{count}})
            """
        );
        if (same.Count == 0)
            body.Line($"    bodies.Add({sample});").Line();
        else
            body.Line(
                $$"""
                {
                    var other = {{sample}};
                    foreach (var name in new[] { {{string.Join(", ", same)}} })
                        other[name] = body[name];
                    bodies.Add(other);
                }

                """
            );
    }

    /// <summary>Stores and sends what the operation works with; false when no situation is known.</summary>
    public bool Arrange(CodeWriter body)
    {
        if (Allowed is not { } situation)
            return false;
        Arrange(body, situation);
        return true;
    }

    /// <summary>Writes the tests.</summary>
    public void Write(TestWriter tests, string caller)
    {
        if (!CanArrange || operation.Kind == OperationKind.Upload || model.Index.IsAccount(_entity))
            return;
        for (var i = 0; i < operation.Guards.Count; i++)
        {
            var guard = operation.Guards[i];
            var node = ExpressionReader.Read(guard.When, _scope, ExpressionType.Bool);
            Refused(
                tests,
                caller,
                DeclaredBehaviour.Guard(operation, guard),
                $"is_refused_as_{Snake(guard)}{(i > 0 ? $"_{i + 1}" : "")}",
                guard,
                Find(found => found.Solve(node, false), i, withFloors: false)
            );
        }

        foreach (var (add, scope, loops) in Floors(operation.Effects, _scope, []))
        {
            var (number, amount) = (ExpressionReader.Read(add.To, scope), ExpressionReader.Read(add.Amount, scope));
            var situation = Find(
                found => Enter(found, loops) && found.Reach(number, amount, add.AtLeast!.Value, holds: false),
                operation.Guards.Count,
                withFloors: false
            );
            var proves = DeclaredBehaviour.Effect(operation, add);
            Refused(tests, caller, proves, $"goes_no_lower_than_{Snake(add)}", add, situation);
            if (loops.Count == 0)
                Race(
                    tests,
                    caller,
                    proves,
                    $"keeps_{Snake(add)}_when_many_call_at_once",
                    Find(found => found.Suffice(number, amount, add.AtLeast!.Value, 3), operation.Guards.Count, withFloors: false),
                    operation.Transition is null ? 3 : 1
                );
        }

        foreach (var rule in Creates ? _entity.Rules : [])
            new RuleTests(model, operation, this).Write(tests, caller, rule);
        foreach (var rule in operation.Kind == OperationKind.Update && !IsDeclared ? _entity.Rules : [])
            new RuleTests(model, operation, this).Change(tests, rule);
        if (Counter is { } counter)
            Counts(tests, caller, counter.Field, counter.Amount);
        if (operation.Transition is { From.Count: > 0 } transition && !transition.From.Contains(transition.To))
            Race(tests, caller, DeclaredBehaviour.Transition(operation), "happens_once_when_many_call_at_once", Allowed, 1);
    }

    /// <summary>A situation in which something is so, and the first guards let pass.</summary>
    public Situation? Find(Func<Situation, bool> wanted, int guards, bool withFloors = true)
    {
        for (var variant = 0; variant < Variants; variant++)
        {
            var situation = new Situation(model, operation, variant);
            if (
                Begins(situation)
                && wanted(situation)
                && operation
                    .Guards.Take(guards)
                    .All(guard => situation.Solve(ExpressionReader.Read(guard.When, _scope, ExpressionType.Bool), true))
                && (!withFloors || Floors(operation.Effects, _scope, []).All(floor => Reaches(situation, floor)))
            )
                return situation;
        }

        return null;
    }

    /// <summary>A test that a request is refused by a code.</summary>
    public void Refused(TestWriter tests, string caller, string proves, string name, IRefusal refusal, Situation? situation)
    {
        if (situation is null)
            return;
        tests.Test(
            name,
            body =>
            {
                TestWriter.Login(body, caller);
                Arrange(body, situation);
                body.Line(
                    $"""
                    using var response = await client.SendAsync({tests.Call()});

                    await response.AssertStatusAsync({refusal.Status}, {CSharp.Literal(refusal.Problem!)});
                    """
                );
            },
            proves
        );
    }

    /// <summary>A test that only so many of many calls at once succeed.</summary>
    public void Race(TestWriter tests, string caller, string proves, string name, Situation? situation, int succeed, bool differ = false)
    {
        if (situation is null)
            return;
        tests.Test(
            name,
            body =>
            {
                TestWriter.Login(body, caller);
                Arrange(body, situation);
                if (differ)
                    Bodies(body, situation, "Sample.Callers");
                var call = differ
                    ? $"bodies.Select(sent => client.SendAsync({tests.Call("sent")}))"
                    : $"Enumerable.Range(0, Sample.Callers).Select(_ => client.SendAsync({tests.Call()}))";
                body.Line(
                    $"""
                    var answers = await Task.WhenAll({call});

                    Assert.That(answers.Count(static answer => answer.IsSuccessStatusCode), Is.EqualTo({succeed}));
                    Assert.That(answers.Select(static answer => (int)answer.StatusCode), Is.All.LessThan(500));
                    """
                );
            },
            proves
        );
    }

    // A number of the row itself that every call adds the same to, and that nothing bounds.
    private (Field Field, int Amount)? Counter =>
        IsCall
        && CallTraits.HasRow(operation)
        && operation is { Guards.Count: 0, Transition: null, Webhook: null, Idempotent: false, Limits.Count: 0 }
        && operation.Effects is [{ When: null, Add: { AtLeast: null, AtMost: null } add }]
        && ExpressionReader.Read(add.To, _scope) is MemberNode { Owner: RowNode, Field: { Required: true } number }
        && ExpressionReader.Read(add.Amount, _scope) is LiteralNode literal
        && int.TryParse(literal.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            ? (number, amount)
            : null;

    // None is lost, though all of them read the number before they add to it.
    private void Counts(TestWriter tests, string caller, Field field, int amount) =>
        tests.TestOfSuccess("counts_every_call_of_many_at_once", body =>
        {
            TestWriter.Login(body, caller);
            Arrange(body);
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

    /// <summary>Stores and sends what a situation holds.</summary>
    public void Arrange(CodeWriter body, Situation situation)
    {
        var arrangement = new Arrangement(model, body);
        if (!Creates && (!IsCall || CallTraits.HasRow(operation)))
            arrangement.Row(situation);
        if (IsCall && CallTraits.HasBody(operation))
            arrangement.Input(operation, situation.Body);
        else if (!IsCall && OperationTraits.Of(operation).Body is not null)
            arrangement.Body(situation, Creates);
    }

    // The state that a transition begins from.
    private bool Begins(Situation situation) =>
        operation.Transition is not { From.Count: > 0 } transition
        || (
            model.Index.FieldById(transition.Field) is { } field
            && situation.Root.Values.TryAdd(ServiceModel.Property(field), model.Value(field, transition.From[0]))
        );

    private static bool Reaches(
        Situation situation,
        (AddEffect Add, ExpressionScope Scope, IReadOnlyList<(CollectionNode, string)> Loops) floor
    ) =>
        Enter(situation, floor.Loops)
        && situation.Reach(
            ExpressionReader.Read(floor.Add.To, floor.Scope),
            ExpressionReader.Read(floor.Add.Amount, floor.Scope),
            floor.Add.AtLeast!.Value,
            holds: true
        );

    private static bool Enter(Situation situation, IReadOnlyList<(CollectionNode Source, string Name)> loops)
    {
        foreach (var (source, name) in loops)
            situation.Row(source, name);
        return true;
    }

    // Numbers with a floor, with the loops around them.
    private IEnumerable<(AddEffect Add, ExpressionScope Scope, IReadOnlyList<(CollectionNode, string)> Loops)> Floors(
        IReadOnlyList<Effect> effects,
        ExpressionScope scope,
        IReadOnlyList<(CollectionNode, string)> loops
    )
    {
        foreach (var effect in effects)
        {
            if (effect.Create is { As: { } name } create)
                scope = scope.With(name, model.Index.EntityById(create.Entity)!);
            if (effect is { When: null, Add: { AtLeast: not null } add })
                yield return (add, scope, loops);
            if (effect is not { When: null, ForEach: { Where: null } loop })
                continue;
            var source = ExpressionReader.ReadCollection(loop.In, scope);
            foreach (var floor in Floors(loop.Effects, scope.With(loop.As, source.Entity), [.. loops, (source, loop.As)]))
                yield return floor;
        }
    }

    private static string Snake(IRefusal refusal) => Conventions.Snake(refusal.Problem!);
}
