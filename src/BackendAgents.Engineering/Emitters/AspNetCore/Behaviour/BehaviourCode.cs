using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>The declared behaviour of one operation, in its handler: locks, guards, effects, and the keeping of rules.</summary>
internal sealed partial class BehaviourCode
{
    private readonly ServiceModel _model;
    private readonly Operation _operation;
    private readonly ExpressionScope _scope;
    private readonly EntityRules _rules;
    private RowLoader? _rows;

    public BehaviourCode(ServiceModel model, Operation operation, Entity entity)
    {
        _model = model;
        _operation = operation;
        _scope = BehaviourScopes.Of(model.Index, operation);
        _rules = new EntityRules(model, entity);
        IsDeclared = operation.Guards.Count + operation.Effects.Count > 0 || _rules.Any;
    }

    /// <summary>Whether there is anything to do.</summary>
    public bool IsDeclared { get; }

    /// <summary>Declares what the statements of a handler use: the clock of the request.</summary>
    public static IEnumerable<string> Used(string handler)
    {
        if (Now().IsMatch(handler))
            yield return "var now = work.Now;";
    }

    /// <summary>Refuses what a guard does not let pass; the row is as it was before.</summary>
    public void Guards(CodeWriter text)
    {
        foreach (var ask in _operation.Asks)
        {
            var answer = AskTraits.AnswerName(_operation, ask);
            text.Line($"var {AskTraits.Local(ask.As)} = ({answer})http.Items[typeof({answer})]!;");
        }

        if (_operation.Guards.Count == 0)
            return;
        var code = new ExpressionCode(_model, Rows(text));
        foreach (var guard in _operation.Guards)
        {
            var condition = code.Truth(ExpressionReader.Read(guard.When, _scope, ExpressionType.Bool));
            text.Line($"if (!{condition})\n    return {Refusals.Of(guard)};");
        }
    }

    /// <summary>Does the effects; the row of the path is changed, but need not be stored yet. What they tell is put down.</summary>
    public void Effects(CodeWriter text)
    {
        Telling.Begin(text, _operation.Effects);
        new EffectCode(_model, text, Rows(text)).Write(_operation.Effects, _scope);
    }

    /// <summary>A value of the answer that is worked out, as a C# expression; what it needs is read before it.</summary>
    public string Value(CodeWriter text, OutputValue value, string expression)
    {
        var field = value.AsField();
        var type = ExpressionType.Of(field, _model.Index);
        return new ExpressionCode(_model, Rows(text)).Assigned(
            ExpressionReader.Read(expression, _scope, type),
            type with
            {
                IsNullable = false,
            },
            field
        );
    }

    /// <summary>Fills what is computed and copied, before the row is stored.</summary>
    public void Fill(CodeWriter text, bool isNew) => _rules.Fill(text, "row", isNew);

    /// <summary>Remembers what the row belonged to.</summary>
    public void Former(CodeWriter text) => _rules.Former(text);

    /// <summary>Refuses what breaks a rule, once the row is stored.</summary>
    public void Stored(CodeWriter text) => _rules.Stored(text, "row", withFormer: _operation.Kind == OperationKind.Update);

    /// <summary>Keeps what was computed from the row, once it is removed.</summary>
    public void Removed(CodeWriter text) => _rules.Removed(text, "row");

    // Whoever only looks holds no rows.
    private RowLoader Rows(CodeWriter text) => _rows ??= new RowLoader(text) { IsLooking = !OperationTraits.Of(_operation).Changes };

    [GeneratedRegex(@"\bnow\b(?!"")")]
    private static partial Regex Now();
}
