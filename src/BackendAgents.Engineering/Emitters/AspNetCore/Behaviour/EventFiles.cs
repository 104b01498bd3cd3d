using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>
/// Writes the events of a blueprint: what each tells, one method each that announces it, and what changes of rows announce.
/// </summary>
internal static class EventFiles
{
    /// <summary>Class of the generated code.</summary>
    public const string Class = "Publish";

    private const string Folder = "Features/Events";

    /// <summary>Name of the method that announces an event.</summary>
    public static string Method(DomainEvent told) => Conventions.Pascal(told.Name) + "Async";

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        var header = ServiceModel.Header("events.");
        if (model.Blueprint.Events.Any(static told => told.Foreign is null))
            yield return new Artifact($"{model.SourceFolder}/{Folder}/{Class}.g.cs", header + Publish(model));
        foreach (var told in model.Blueprint.Events)
            yield return new Artifact($"{model.SourceFolder}/{Folder}/{Conventions.Pascal(told.Name)}.g.cs", header + Payload(model, told));
        if (model.Blueprint.Events.Any(static told => told.On is not null))
            yield return new Artifact($"{model.SourceFolder}/{Folder}/RowEvents.g.cs", header + RowEvents(model));
    }

    private static string Payload(ServiceModel model, DomainEvent told)
    {
        var text = new CodeWriter();
        text.Line("using System.Text.Json.Serialization;").Line().Line($"namespace {model.Namespace}.Features;").Line();
        var meaning = string.IsNullOrWhiteSpace(told.Description) ? Conventions.Phrase(told.Name) + "." : told.Description;
        text.Line($"/// <summary>{CSharp.Comment(meaning)}</summary>");
        text.Line($"public sealed record {Conventions.Pascal(told.Name)}(");
        var values = EventTraits
            .Values(told, model.Index)
            .Select(static value =>
                $"    [property: JsonPropertyName({CSharp.Literal(value.Name)})] {ExpressionCode.CSharpType(value.Value.Type)} "
                + Conventions.Pascal(value.Name)
            );
        return text.Line(string.Join(",\n", values)).Line(");").ToString();
    }

    private static string Publish(ServiceModel model)
    {
        var text = new CodeWriter();
        text.Line(
            $"""
            using System.Globalization;
            using Microsoft.EntityFrameworkCore;
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            /// <summary>Announces events, in the transaction of what they tell of.</summary>
            """
        );
        text.Block($"internal static class {Class}", body =>
        {
            foreach (var told in model.Blueprint.Events.Where(static told => told.Foreign is null))
                One(body, model, told);
        });
        return EntityFiles.Tidy(text);
    }

    private static void One(CodeWriter body, ServiceModel model, DomainEvent told)
    {
        var entity = EventTraits.Entity(told, model.Index)!;
        var name = Conventions.Pascal(told.Name);
        body.Line($"/// <summary>Announces {name} with the next that is stored.</summary>");
        RulesFiles.Method(
            body,
            $"Task {Method(told)}({ServiceModel.Class(entity)} row, Work work, CancellationToken cancellationToken)",
            inner =>
            {
                var code = new ExpressionCode(model, new RowLoader(inner));
                var values = EventTraits.Values(told, model.Index).Select(value => code.Value(value.Value)).ToList();
                var key = code.Value(ExpressionReader.Read(told.Key ?? "id", BehaviourScopes.OfTold(model.Index, told, entity)));
                var type = CSharp.Literal(EventTraits.Type(told, model.Blueprint));
                inner.Line(
                    $"""
                    work.{(told.On is null ? "Publish" : "PublishLatest")}(
                        {type},
                        row.Id,
                        FormattableString.Invariant($"{"{"}{key}{"}"}"),
                        new {name}({string.Join(", ", values)}));
                    """
                );
            }
        );
    }

    private static string RowEvents(ServiceModel model)
    {
        var text = new CodeWriter();
        text.Line(
            $"""
            using Microsoft.EntityFrameworkCore;
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            /// <summary>Announces what becomes of rows, whoever stores them.</summary>
            """
        );
        text.Block("internal sealed class RowEvents : RowAnnouncer", body =>
        {
            var told = model.Blueprint.Events.Where(static told => told.On is not null);
            body.Block(
                "protected override async Task TellAsync(Row row, EntityState state, Work work, CancellationToken cancellationToken)",
                inner =>
                {
                    foreach (var one in told)
                    {
                        var type = ServiceModel.Class(EventTraits.Entity(one, model.Index)!);
                        var name = CSharp.Identifier(Conventions.Camel(one.Name));
                        inner
                            .Line($"if (state == EntityState.{State(one.On!.Value)} && row is {type} {name})")
                            .Line($"    await {Class}.{Method(one)}({name}, work, cancellationToken);");
                    }
                }
            );
        });
        return text.ToString();
    }

    private static string State(RowChange change) =>
        change switch
        {
            RowChange.Created => "Added",
            RowChange.Updated => "Modified",
            _ => "Deleted",
        };
}
