using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>Writes the providers of a blueprint: what each is asked and answers, what answers do, and one method each that asks.</summary>
internal static class ProviderFiles
{
    /// <summary>Class of the generated code that asks.</summary>
    public const string Class = "Ask";

    private const string Folder = "Features/Providers";

    /// <summary>Name of the method that asks a provider.</summary>
    public static string Method(Provider provider) => Conventions.Pascal(provider.Name) + "Async";

    /// <summary>Name of the class that says what its answers do.</summary>
    public static string Calls(Provider provider) => Conventions.Pascal(provider.Name) + "Calls";

    /// <summary>Name of the class that does what an operation does, for who calls it and for answers.</summary>
    public static string Settling(Operation operation) => Conventions.Pascal(operation.Name) + "Settling";

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var provider in model.Blueprint.Providers)
        {
            var name = Conventions.Pascal(provider.Name);
            yield return File(model, name + "Contracts", "what a provider is asked and answers.", Contracts(model, provider));
            yield return File(model, name + "Calls", "what the answers of a provider do.", Answers(model, provider));
        }

        foreach (
            var operation in model.Blueprint.Operations.Where(operation =>
                model.Blueprint.Providers.Any(provider => provider.Settle == operation.Id)
            )
        )
            yield return File(model, Settling(operation), "what calls back and answers have in common.", Common(model, operation));
        yield return File(model, Class, "who asks providers.", Asking(model));
    }

    private static Artifact File(ServiceModel model, string name, string what, string text) =>
        new($"{model.SourceFolder}/{Folder}/{name}.g.cs", ServiceModel.Header(what) + text);

    private static string Contracts(ServiceModel model, Provider provider)
    {
        var answer = ProviderTraits.Answer(provider);
        var text = ContractFiles.Start(model, answer);
        text.Line($"/// <summary>What {CSharp.Comment(provider.Name)} is asked.</summary>");
        text.Line($"public sealed record {ProviderTraits.RequestName(provider)}(");
        var values = ProviderTraits
            .Request(provider, model.Index)
            .Select(static value =>
                $"    [property: JsonPropertyName({CSharp.Literal(value.Name)})] {ExpressionCode.CSharpType(value.Value.Type)} "
                + Conventions.Pascal(value.Name)
            );
        text.Line(string.Join(",\n", values)).Line(");").Line();
        if (provider.Answer.Count > 0)
        {
            text.Line($"/// <summary>What {CSharp.Comment(provider.Name)} answers.</summary>");
            text.Block($"public sealed record {answer.Name}", body =>
            {
                ContractFiles.Members(model, answer).Write(body);
                ContractFiles.Validate(body, model, answer, [], []);
            });
        }

        return EntityFiles.Tidy(text);
    }

    private static CodeWriter Start(ServiceModel model, string summary)
    {
        var text = new CodeWriter();
        text.Line(
            $"""
            using System.Globalization;
            using Microsoft.EntityFrameworkCore;
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            /// <summary>{CSharp.Comment(summary)}</summary>
            """
        );
        return text;
    }

    private static string Asking(ServiceModel model)
    {
        var text = Start(model, "Has providers asked, once the transaction is stored that it is done in.");
        text.Block($"internal static class {Class}", body =>
        {
            foreach (var provider in model.Blueprint.Providers)
            {
                var row = ServiceModel.Class(model.Index.EntityById(provider.Entity)!);
                body.Line($"/// <summary>Has {CSharp.Comment(provider.Name)} asked about a row.</summary>");
                RulesFiles.Method(body, $"Task {Method(provider)}({row} row, Work work, CancellationToken cancellationToken)", inner =>
                {
                    var code = new ExpressionCode(model, new RowLoader(inner));
                    var values = ProviderTraits.Request(provider, model.Index).Select(value => code.Value(value.Value)).ToList();
                    var request = $"new {ProviderTraits.RequestName(provider)}({string.Join(", ", values)})";
                    inner.Line($"work.Ask(new {Calls(provider)}(), row.Id, {request});");
                });
            }
        });
        return EntityFiles.Tidy(text);
    }

    private static string Answers(ServiceModel model, Provider provider)
    {
        var request = ProviderTraits.RequestName(provider);
        var answer = ProviderTraits.AnswerName(provider, model.Index);
        var text = Start(
            model,
            string.IsNullOrWhiteSpace(provider.Description) ? $"What answers of {provider.Name} do." : provider.Description
        );
        text.Block($"internal sealed class {Calls(provider)} : ProviderCalls<{request}, {answer}>", body =>
        {
            var target = string.Join(", ", new[] { provider.Name, provider.Url, provider.Secret }.Select(CSharp.Literal));
            body.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    public override ProviderTarget Target {"{ get; }"} =
                        new({target}, TimeSpan.FromSeconds({provider.TimeoutSeconds}));

                    public override Validation Check({answer} answer) => answer.Validate();

                    """
                )
            );
            var settling = ProviderTraits.Settling(provider, model.Index);
            RulesFiles.Method(
                body,
                $"Task<IResult?> AnsweredAsync(Guid id, {answer} answer, Work work, CancellationToken cancellationToken)",
                inner =>
                {
                    if (settling is null)
                        WithRow(inner, model, provider, provider.Answered, ProviderTraits.Answered(provider, model.Index));
                    else
                        inner.Line(
                            $"""
                            {Hold(model, provider)}
                            return await {Settling(settling)}.ApplyAsync(row, answer, work, cancellationToken);
                            """
                        );
                },
                "public override async"
            );
            var silent = BehaviourScopes.OfRow(model.Index, model.Index.EntityById(provider.Entity)!);
            RulesFiles.Method(
                body,
                "Task<IResult?> UnansweredAsync(Guid id, Work work, CancellationToken cancellationToken)",
                inner => WithRow(inner, model, provider, provider.Unanswered, silent),
                "public override async"
            );
        });
        return EntityFiles.Tidy(text);
    }

    private static string Common(ServiceModel model, Operation operation)
    {
        var entity = model.Index.EntityById(operation.Entity)!;
        var text = Start(model, $"What {Conventions.Phrase(operation.Name)} does, whether it is called or told by an answer.");
        text.Block($"internal static class {Settling(operation)}", body =>
        {
            body.Line("/// <summary>Null, or the problem by which it is refused, which undoes it. The row is held.</summary>");
            RulesFiles.Method(
                body,
                $"Task<IResult?> ApplyAsync({ServiceModel.Class(entity)} row, {CallTraits.InputName(operation)} request, Work work, "
                    + "CancellationToken cancellationToken)",
                inner =>
                {
                    var scope = BehaviourScopes.Of(model.Index, operation);
                    var rows = new RowLoader(inner);
                    var code = new ExpressionCode(model, rows);
                    foreach (var guard in operation.Guards)
                    {
                        var condition = code.Truth(ExpressionReader.Read(guard.When, scope, ExpressionType.Bool));
                        inner.Line($"if (!{condition})\n    return {Refusals.Of(guard)};");
                    }

                    var raised = model.Blueprint.Events.Where(told => told.Operation == operation.Id);
                    Apply(inner, model, entity, rows, operation.Effects, scope, raised);
                }
            );
        });
        return EntityFiles.Tidy(text);
    }

    private static string Hold(ServiceModel model, Provider provider)
    {
        var type = ServiceModel.Class(model.Index.EntityById(provider.Entity)!);
        return $"if (await work.HoldAsync<{type}>(id, cancellationToken) is not {"{ }"} row)\n    return null;";
    }

    private static void WithRow(
        CodeWriter text,
        ServiceModel model,
        Provider provider,
        IReadOnlyList<Effect> effects,
        ExpressionScope scope
    )
    {
        if (effects.Count == 0)
        {
            text.Line("return null;");
            return;
        }

        text.Line(Hold(model, provider));
        Apply(text, model, model.Index.EntityById(provider.Entity)!, new RowLoader(text), effects, scope, []);
    }

    private static void Apply(
        CodeWriter text,
        ServiceModel model,
        Entity entity,
        RowLoader rows,
        IReadOnlyList<Effect> effects,
        ExpressionScope scope,
        IEnumerable<DomainEvent> raised
    )
    {
        var rules = new EntityRules(model, entity);
        Telling.Begin(text, effects);
        new EffectCode(model, text, rows).Write(effects, scope);
        rules.Fill(text, "row", isNew: false);
        text.Line("await db.SaveChangesAsync(cancellationToken);");
        rules.Stored(text, "row");
        Telling.Store(text, effects, raised);
        text.Line("return null;");
    }
}
