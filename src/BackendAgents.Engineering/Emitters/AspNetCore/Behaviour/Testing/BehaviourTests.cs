using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Emitters.AspNetCore.Operations;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

/// <summary>
/// The delivered tests of what an operation refuses by its guards, its effects and the rules of its entity, each by its code.
/// </summary>
internal sealed class BehaviourTests(ServiceModel model, Operation operation)
{
    private const int Variants = 5;
    private readonly Entity _entity = model.Index.EntityById(operation.Entity)!;

    /// <summary>What the operation's expressions can name.</summary>
    public ExpressionScope Scope { get; } = BehaviourScopes.Of(model.Index, operation);

    private bool Creates => operation.Kind == OperationKind.Create;

    /// <summary>Whether samples alone may not do.</summary>
    public bool IsDeclared => operation.Guards.Count + operation.Effects.Count > 0;

    /// <summary>Whether what is sent can be chosen here: rows and bodies, but no query.</summary>
    public bool CanArrange =>
        !IsCall || (!CallTraits.IsIdle(operation, model.Blueprint) && (operation.Input.Count == 0 || CallTraits.HasBody(operation)));

    private bool IsCall => operation.Kind == OperationKind.Call;

    /// <summary>A situation in which the operation does its work; null when none is known.</summary>
    public Situation? Allowed => Find(static _ => true, operation.Guards.Count);

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
            var node = ExpressionReader.Read(guard.When, Scope, ExpressionType.Bool);
            Refused(
                tests,
                caller,
                DeclaredBehaviour.Guard(operation, guard),
                $"is_refused_as_{Snake(guard)}{(i > 0 ? $"_{i + 1}" : "")}",
                guard,
                Find(found => found.Solve(node, false), i, withFloors: false)
            );
        }

        foreach (var (add, scope, loops) in Floors())
        {
            var (number, amount) = (ExpressionReader.Read(add.To, scope), ExpressionReader.Read(add.Amount, scope));
            var situation = Find(
                found => Enter(found, loops) && found.Reach(number, amount, add.AtLeast!.Value, holds: false) && Spares(found),
                operation.Guards.Count,
                withFloors: false
            );
            var proves = DeclaredBehaviour.Effect(operation, add);
            Refused(tests, caller, proves, $"goes_no_lower_than_{Snake(add)}", add, situation);
        }

        foreach (var rule in Creates ? _entity.Rules : [])
            new RuleTests(model, operation, this).Write(tests, caller, rule);
        foreach (var rule in operation.Kind == OperationKind.Update && !IsDeclared ? _entity.Rules : [])
            new RuleTests(model, operation, this).Change(tests, rule);
        new RaceTests(model, operation, this).Write(tests, caller);
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
                    .All(guard => situation.Solve(ExpressionReader.Read(guard.When, Scope, ExpressionType.Bool), true))
                && (!withFloors || Floors().All(floor => Reaches(situation, floor)))
            )
                return situation;
        }

        return null;
    }

    /// <summary>Leaves enough of each other number that goes down.</summary>
    public bool Spares(Situation found)
    {
        foreach (
            var add in operation.Effects.Where(static effect => effect.When is null).Select(static effect => effect.Add).OfType<AddEffect>()
        )
            found.Spare(ExpressionReader.Read(add.To, Scope), ExpressionReader.Read(add.Amount, Scope));
        return true;
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

    /// <summary>Stores and sends what a situation holds.</summary>
    /// <param name="body">What is written to.</param>
    /// <param name="situation">What it holds.</param>
    /// <param name="there">A row of it that is stored already, as the variable <c>shared</c>; null for none.</param>
    public void Arrange(CodeWriter body, Situation situation, Place? there = null)
    {
        var arrangement = new Arrangement(model, body, there);
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

    /// <summary>Makes a row in each collection that loops go over.</summary>
    public static bool Enter(Situation situation, IReadOnlyList<(CollectionNode Source, string Name)> loops)
    {
        foreach (var (source, name) in loops)
            situation.Row(source, name);
        return true;
    }

    /// <summary>Numbers with a floor that nothing but loops is around, with those.</summary>
    public IEnumerable<(AddEffect Add, ExpressionScope Scope, IReadOnlyList<(CollectionNode, string)> Loops)> Floors() =>
        Floors(operation.Effects, Scope, []);

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

    public static string Snake(IRefusal refusal) => Conventions.Snake(refusal.Problem!);
}
