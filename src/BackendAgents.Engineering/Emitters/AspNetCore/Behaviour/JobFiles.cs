using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>Writes the jobs of a blueprint, one file each, and their list.</summary>
internal static class JobFiles
{
    private const string Folder = "Features/Scheduled";

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var job in model.Blueprint.Jobs)
            yield return new Artifact(
                $"{model.SourceFolder}/{Folder}/{Class(job)}.g.cs",
                ServiceModel.Header("what is done by the clock.") + File(model, job)
            );
        yield return new Artifact(
            $"{model.SourceFolder}/{Folder}/JobList.g.cs",
            ServiceModel.Header("what is done by the clock.")
                + $$"""
                using {{model.Namespace}}.Infrastructure;

                namespace {{model.Namespace}}.Features;

                internal static class JobList
                {
                    /// <summary>All jobs.</summary>
                    public static IReadOnlyList<ScheduledJob> All { get; } =
                        [{{string.Join(", ", model.Blueprint.Jobs.Select(static job => $"new {Class(job)}()"))}}];
                }

                """
        );
    }

    private static string Class(Job job) => Conventions.Pascal(job.Name) + "Job";

    private static string File(ServiceModel model, Job job)
    {
        var entity = model.Index.EntityById(job.ForEach)!;
        var text = new CodeWriter();
        text.Line(
            $"""
            using System.Globalization;
            using Microsoft.EntityFrameworkCore;
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            /// <summary>{CSharp.Comment(Meaning(job))}</summary>
            """
        );
        text.Block($"internal sealed class {Class(job)} : ScheduledJob", body =>
        {
            body.Line($"public override string Name => {CSharp.Literal(job.Id)};").Line();
            body.Line($"public override string Schedule => {CSharp.Literal(JobSchedule.Cron(job.Schedule)!)};").Line();
            if (job.TimeZone != "UTC")
                body.Line($"public override string Zone => {CSharp.Literal(job.TimeZone)};").Line();
            Due(body, model, job, entity);
            Do(body, model, job, entity);
        });
        return EntityFiles.Tidy(text);
    }

    private static string Meaning(Job job) =>
        string.IsNullOrWhiteSpace(job.Description) ? $"{Conventions.Phrase(job.Name)}: {job.Schedule}." : job.Description;

    private static void Due(CodeWriter body, ServiceModel model, Job job, Entity entity) =>
        RulesFiles.Method(
            body,
            "Task<List<Guid>> DueAsync(Work work, int most, CancellationToken cancellationToken)",
            inner =>
            {
                var scope = BehaviourScopes.OfFound(BehaviourScopes.OfRow(model.Index, entity), entity);
                var filter = job.Where is { } where
                    ? $"\n    .Where(found => {new ExpressionCode(model, new RowLoader(inner)).Truth(
                        ExpressionReader.Read(where, scope, ExpressionType.Bool),
                        inQuery: true
                    )})"
                    : "";
                inner.Line(
                    $"""
                    return await db.{ServiceModel.Set(entity)}{filter}
                        .OrderBy(found => found.Id)
                        .Select(found => found.Id)
                        .Take(most)
                        .ToListAsync(cancellationToken);
                    """
                );
            },
            "public override async"
        );

    private static void Do(CodeWriter body, ServiceModel model, Job job, Entity entity) =>
        RulesFiles.Method(
            body,
            "Task<IResult?> DoAsync(Guid id, Work work, CancellationToken cancellationToken)",
            inner =>
            {
                var scope = BehaviourScopes.OfRow(model.Index, entity);
                var rows = new RowLoader(inner);
                inner.Line(
                    $"if (await work.HoldAsync<{ServiceModel.Class(entity)}>(id, cancellationToken) is not {{ }} row)\n    return null;"
                );
                if (job.Where is { } where)
                {
                    var condition = new ExpressionCode(model, rows).Truth(ExpressionReader.Read(where, scope, ExpressionType.Bool));
                    inner.Line($"// It may have changed since.\nif (!{condition})\n    return null;");
                }

                var rules = new EntityRules(model, entity);
                Telling.Begin(inner, job.Effects);
                new EffectCode(model, inner, rows).Write(job.Effects, scope);
                if (job.Remove)
                {
                    Telling.End(inner, job.Effects);
                    inner.Line($"db.{ServiceModel.Set(entity)}.Remove(row);").Line("await db.SaveChangesAsync(cancellationToken);");
                    rules.Removed(inner, "row");
                }
                else
                {
                    rules.Fill(inner, "row", isNew: false);
                    inner.Line("await db.SaveChangesAsync(cancellationToken);");
                    rules.Stored(inner, "row");
                    Telling.Store(inner, job.Effects, []);
                }

                inner.Line("return null;");
            },
            "public override async"
        );
}
