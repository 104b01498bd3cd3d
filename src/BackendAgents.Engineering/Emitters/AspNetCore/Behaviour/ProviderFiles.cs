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

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var provider in model.Blueprint.Providers)
        {
            var name = Conventions.Pascal(provider.Name);
            yield return File(model, name + "Contracts", "what a provider is asked and answers.", Contracts(model, provider));
            yield return File(model, name + "Calls", "what the answers of a provider do.", Answers(model, provider));
        }

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
                    Apply(
                        inner,
                        model,
                        provider,
                        settling?.Guards ?? [],
                        settling?.Effects ?? provider.Answered,
                        ProviderTraits.Answered(provider, model.Index)
                    ),
                "public override async"
            );
            RulesFiles.Method(
                body,
                "Task<IResult?> UnansweredAsync(Guid id, Work work, CancellationToken cancellationToken)",
                inner =>
                    Apply(
                        inner,
                        model,
                        provider,
                        [],
                        provider.Unanswered,
                        BehaviourScopes.OfRow(model.Index, model.Index.EntityById(provider.Entity)!)
                    ),
                "public override async"
            );
        });
        return EntityFiles.Tidy(text);
    }

    private static void Apply(
        CodeWriter text,
        ServiceModel model,
        Provider provider,
        IReadOnlyList<Guard> guards,
        IReadOnlyList<Effect> effects,
        ExpressionScope scope
    )
    {
        if (effects.Count == 0)
        {
            text.Line("return null;");
            return;
        }

        var entity = model.Index.EntityById(provider.Entity)!;
        text.Line($"if (await work.HoldAsync<{ServiceModel.Class(entity)}>(id, cancellationToken) is not {"{ }"} row)\n    return null;");
        var rows = new RowLoader(text);
        var code = new ExpressionCode(model, rows);
        foreach (var guard in guards)
            text.Line(
                $"if (!{code.Truth(ExpressionReader.Read(guard.When, scope, ExpressionType.Bool))})\n    return {Refusals.Of(guard)};"
            );
        var rules = new EntityRules(model, entity);
        new EffectCode(model, text, rows).Write(effects, scope);
        rules.Fill(text, "row", isNew: false);
        text.Line("await db.SaveChangesAsync(cancellationToken);");
        rules.Stored(text, "row");
        text.Line("return null;");
    }
}
