using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>Writes the subscriptions of a blueprint, one file each, and their list.</summary>
internal static class SubscriptionFiles
{
    private const string Folder = "Features/Events";

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var taken in model.Blueprint.Subscriptions)
            yield return new Artifact(
                $"{model.SourceFolder}/{Folder}/{Class(taken)}.g.cs",
                ServiceModel.Header("what is done when an event arrives.") + File(model, taken)
            );
        var listens = model.Blueprint.Events.Any(static told => told.On is not null);
        var all = string.Join(
            ", ",
            CopyFiles.Subscriptions(model).Concat(model.Blueprint.Subscriptions.Select(Class)).Select(static name => $"new {name}()")
        );
        List<string> listeners = [.. CopyFiles.Interceptors(model), .. listens ? ["RowEvents"] : Array.Empty<string>()];
        var listening = string.Join(", ", listeners.Select(static name => $"new {name}()"));
        yield return new Artifact(
            $"{model.SourceFolder}/{Folder}/SubscriptionList.g.cs",
            ServiceModel.Header("what is done when events arrive.")
                + $$"""
                using Microsoft.EntityFrameworkCore.Diagnostics;
                using {{model.Namespace}}.Infrastructure;

                namespace {{model.Namespace}}.Features;

                internal static class SubscriptionList
                {
                    /// <summary>All subscriptions.</summary>
                    public static IReadOnlyList<EventSubscription> All { get; } = [{{all}}];

                    /// <summary>What announces changes of rows.</summary>
                    public static IReadOnlyList<IInterceptor> Interceptors { get; } = [{{listening}}];
                }

                """
        );
    }

    private static string Class(Subscription taken) => Conventions.Pascal(taken.Name) + "Subscription";

    private static string File(ServiceModel model, Subscription taken)
    {
        var told = model.Blueprint.Events.First(told => told.Id == taken.Event);
        var name = Conventions.Pascal(told.Name);
        var text = new CodeWriter();
        text.Line(
            $"""
            using System.Globalization;
            using Microsoft.EntityFrameworkCore;
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            /// <summary>{CSharp.Comment(Meaning(taken, told))}</summary>
            """
        );
        text.Block($"internal sealed class {Class(taken)} : EventSubscription<{name}>", body =>
        {
            body.Line($"public override string Name => {CSharp.Literal(taken.Id)};").Line();
            body.Line($"public override string Type => {CSharp.Literal(EventTraits.Type(told, model.Blueprint))};").Line();
            RulesFiles.Method(
                body,
                $"Task<IResult?> DoAsync({name} told, Work work, CancellationToken cancellationToken)",
                inner => Do(inner, model, taken, told),
                "protected override async"
            );
        });
        return EntityFiles.Tidy(text);
    }

    private static string Meaning(Subscription taken, DomainEvent told) =>
        string.IsNullOrWhiteSpace(taken.Description)
            ? $"{Conventions.Phrase(taken.Name)}, once for each {Conventions.Pascal(told.Name)}."
            : taken.Description;

    private static void Do(CodeWriter inner, ServiceModel model, Subscription taken, DomainEvent told)
    {
        var entity = model.Index.EntityById(taken.ForEach ?? "");
        var scope = BehaviourScopes.OfEvent(model.Index, told, entity);
        if (entity is null)
        {
            Telling.Begin(inner, taken.Effects);
            new EffectCode(model, inner, new RowLoader(inner)).Write(taken.Effects, scope);
            inner.Line("await db.SaveChangesAsync(cancellationToken);");
            Telling.Store(inner, taken.Effects, []);
        }
        else
        {
            Rows(inner, model, taken, entity, scope);
        }

        inner.Line("return null;");
    }

    private static void Rows(CodeWriter inner, ServiceModel model, Subscription taken, Entity entity, ExpressionScope scope)
    {
        var found = BehaviourScopes.OfFound(scope, entity);
        var condition = new ExpressionCode(model, new RowLoader(inner)).Truth(
            ExpressionReader.Read(taken.Where!, found, ExpressionType.Bool),
            inQuery: true
        );
        inner.Line(
            $$"""
            var ids = await db.{{ServiceModel.Set(entity)}}
                .Where(found => {{condition}})
                .OrderBy(found => found.Id)
                .Select(found => found.Id)
                .ToListAsync(cancellationToken);
            foreach (var id in ids)
            {
            """
        );
        inner
            .Indented(body =>
            {
                body.Line(
                    $"if (await work.HoldAsync<{ServiceModel.Class(entity)}>(id, cancellationToken) is not {{ }} row)\n    continue;"
                );
                var rows = new RowLoader(body);
                var still = new ExpressionCode(model, rows).Truth(ExpressionReader.Read(taken.Where!, scope, ExpressionType.Bool));
                body.Line($"// It may have changed since.\nif (!{still})\n    continue;");
                var rules = new EntityRules(model, entity);
                Telling.Begin(body, taken.Effects);
                new EffectCode(model, body, rows).Write(taken.Effects, scope);
                rules.Fill(body, "row", isNew: false);
                body.Line("await db.SaveChangesAsync(cancellationToken);");
                rules.Stored(body, "row");
                Telling.Store(body, taken.Effects, []);
            })
            .Line("}")
            .Line();
    }
}
