using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Guards of operations, rules of entities, computed and copied fields. Effects are for <see cref="EffectValidation"/>.</summary>
internal static partial class BehaviourValidation
{
    private const int MaxParts = 30;

    /// <summary>Statuses that a guard can refuse with.</summary>
    private static readonly int[] s_statuses = [402, 403, 404, 409, 410, 422, 423, 429];

    public static void Check(ProblemList report)
    {
        for (var i = 0; i < report.Blueprint.Entities.Count; i++)
            OfEntity(report, report.Blueprint.Entities[i], $"entities[{i}]");
        NotificationValidation.Check(report);
        JobValidation.Check(report);
        EventValidation.Check(report);
        for (var i = 0; i < report.Blueprint.Operations.Count; i++)
        {
            var operation = report.Blueprint.Operations[i];
            for (var o = 0; o < operation.Output.Count; o++)
                OfOutput(report, operation, operation.Output[o], $"operations[{i}].output[{o}].value");
            if (operation.Guards.Count + operation.Effects.Count > 0 && report.Index.EntityById(operation.Entity) is not null)
                OfOperation(report, operation, $"operations[{i}]");
        }

        // Their answers are applied by operations.
        if (report.Problems.Count == 0)
            ProviderValidation.Check(report);
    }

    /// <summary>Reads an expression, or reports what is wrong with it.</summary>
    public static Node? Read(ProblemList report, string? text, ExpressionScope scope, string path, ExpressionType? expected = null)
    {
        try
        {
            return ExpressionReader.Read(text ?? "", scope, expected);
        }
        catch (ExpressionException wrong)
        {
            report.Add(BlueprintRules.Expression, path, wrong.Message, wrong.Remedy);
            return null;
        }
    }

    /// <summary>Reads a condition.</summary>
    public static Node? Condition(ProblemList report, string? text, ExpressionScope scope, string path)
    {
        var node = Read(report, text, scope, path, ExpressionType.Bool);
        if (node is null || node.Type.Kind == ValueKind.Bool)
            return node;
        report.Add(
            BlueprintRules.Expression,
            path,
            $"'{NameValidation.Short(text!)}' is {node.Type}, no condition.",
            $"Compare it: {NameValidation.Short(text!)} == …"
        );
        return null;
    }

    /// <summary>How something refuses: a code in kebab case and a status that means a refusal.</summary>
    public static void Refusal(ProblemList report, IRefusal refusal, string path)
    {
        report.AddIf(
            refusal.Problem is not { } code || code.Length > 60 || !Code().IsMatch(code),
            BlueprintRules.Behaviour,
            path + ".problem",
            $"'{NameValidation.Short(refusal.Problem ?? "")}' is no code of a problem.",
            "Write it in kebab case: garage-full"
        );
        report.AddIf(
            !s_statuses.Contains(refusal.Status),
            BlueprintRules.OutOfRange,
            path + ".status",
            $"A refusal can't have the status {refusal.Status}.",
            $"Use one of {string.Join(", ", s_statuses)}."
        );
        report.AddIf(
            refusal.Message.Length > 300,
            BlueprintRules.TextContent,
            path + ".message",
            "The message is longer than 300 characters."
        );
    }

    private static void OfOutput(ProblemList report, Operation operation, OutputValue value, string path)
    {
        if (OutputSource.Expression(operation, value) is not { } text)
            return;
        var type = ExpressionType.Of(value.AsField(), report.Index);
        if (Read(report, text, BehaviourScopes.Of(report.Index, operation), path, type) is not { } node)
            return;
        EffectValidation.Assignable(report, type, node, text, path);
        var shown = node
            .All.OfType<MemberNode>()
            .FirstOrDefault(static member => member.Field is { Exposure: FieldExposure.Internal or FieldExposure.WriteOnly });
        report.AddIf(
            shown is not null,
            BlueprintRules.Behaviour,
            path,
            $"{value.Name} would show what comes of {shown?.Name}, which callers never see.",
            "Use a field that callers see."
        );
    }

    private static void OfOperation(ProblemList report, Operation operation, string path)
    {
        var traits = OperationTraits.Of(operation);
        if (!traits.Changes || traits.HasLinks)
        {
            report.Add(BlueprintRules.NotApplicable, path, $"{operation.Name} changes no row; it has no guards or effects.");
            return;
        }

        report.AddIf(
            operation.Guards.Count > MaxParts || operation.Effects.Count > MaxParts,
            BlueprintRules.Limit,
            path,
            $"{operation.Name} has more than {MaxParts} guards or effects."
        );
        var scope = BehaviourScopes.Of(report.Index, operation);
        for (var i = 0; i < operation.Guards.Count; i++)
        {
            var guard = operation.Guards[i];
            Refusal(report, guard, $"{path}.guards[{i}]");
            var node = Condition(report, guard.When, scope, $"{path}.guards[{i}].when");
            report.AddIf(
                node is LiteralNode,
                BlueprintRules.Behaviour,
                $"{path}.guards[{i}].when",
                $"'{guard.When}' is always the same.",
                "Say what must hold, or remove the guard."
            );
        }

        new EffectValidation(report).Check(operation.Effects, scope, path + ".effects", 0);
    }

    private static void OfEntity(ProblemList report, Entity entity, string path)
    {
        for (var i = 0; i < entity.Rules.Count; i++)
        {
            Refusal(report, entity.Rules[i], $"{path}.rules[{i}]");
            RuleValidation.Check(report, entity, entity.Rules[i], $"{path}.rules[{i}]");
        }

        for (var i = 0; i < entity.Fields.Count; i++)
        {
            var field = entity.Fields[i];
            if (field.Computed is not null || field.Copy is not null)
                OfField(report, entity, field, $"{path}.fields[{i}]");
        }
    }

    private static void OfField(ProblemList report, Entity entity, Field field, string path)
    {
        report.AddIf(
            field.Exposure is FieldExposure.ReadWrite or FieldExposure.WriteOnly,
            BlueprintRules.Behaviour,
            path,
            $"{field.Name} is {(field.Computed is null ? "copied" : "computed")}, but callers can set it.",
            "Write 'exposure: read-only' for it."
        );
        report.AddIf(
            field is { Computed: not null, Copy: not null },
            BlueprintRules.Behaviour,
            path,
            $"{field.Name} is both computed and copied.",
            "Keep one of the two."
        );
        var (text, key) = field.Computed is { } computed ? (computed, ".computed") : (field.Copy!, ".copy");
        var type = ExpressionType.Of(field, report.Index);
        if (Read(report, text, BehaviourScopes.OfRow(report.Index, entity), path + key, type) is not { } node)
            return;
        EffectValidation.Assignable(report, type, node, text, path + key);
        if (field.Computed is not null && Stale(node) is { } stale)
            report.Add(
                BlueprintRules.Behaviour,
                path + key,
                $"{field.Name} would not be kept: {stale}.",
                "Compute from fields of the row, and by sum, count, min or max from own fields of its collections; copy the rest."
            );
    }

    // What changes without a write of the row or of its collections.
    private static string? Stale(Node node) =>
        node.All.Any(static part => part is AmbientNode) ? "time goes on"
        : node.All.Any(static part => part is ReferenceNode) ? "it depends on a row that changes by itself"
        : node.All.OfType<CollectionNode>().Any(static rows => rows.Owner is not RowNode { IsLambda: false })
            ? "it depends on rows that are not its own"
        : node.All.OfType<AggregateNode>().Any(static outer => outer.Body?.All.OfType<AggregateNode>().Any() == true)
            ? "it depends on rows of its rows"
        : null;

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
