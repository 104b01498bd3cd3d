using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reports;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Reports;

/// <summary>What services with reports have beside their handlers: records of the answers, and the database's functions of times.</summary>
internal static class ReportFiles
{
    public static IEnumerable<Artifact> Emit(ServiceModel model) =>
        model.Blueprint.Operations.Any(static operation => operation.Report is not null)
            ? Template.Folder(model, Template.Service + "Infrastructure/Reports/")
            : [];

    /// <summary>Writes the records of an entity's reports.</summary>
    public static void Write(CodeWriter text, ServiceModel model, Entity entity)
    {
        foreach (var operation in model.Index.OperationsOf(entity.Id).Where(static operation => operation.Report is not null))
        {
            var phrase = CSharp.Comment(Conventions.Phrase(operation.Name));
            text.Line($"/// <summary>The figures of one group of {phrase}.</summary>");
            text.Block($"public sealed record {ReportContract.Group(operation)}", body =>
            {
                var members = new MemberList();
                foreach (var field in Columns(model, operation))
                    CallFiles.Show(members, model, field);
                members.Write(body, isLast: true);
            });
            text.Line()
                .Line($"/// <summary>The figures of {phrase}.</summary>")
                .Block($"public sealed record {ReportContract.Answer(operation)}", body => body.Line(
                        $$"""
                        /// <summary>The groups, in order.</summary>
                        public required IReadOnlyList<{{ReportContract.Group(operation)}}> Items { get; init; }

                        /// <summary>Whether there are no more groups.</summary>
                        public required bool IsComplete { get; init; }
                        """
                    ))
                .Line();
        }
    }

    private static IEnumerable<Field> Columns(ServiceModel model, Operation operation) =>
        ReportColumns
            .Keys(model.Index, operation)
            .Concat(ReportColumns.Values(model.Index, operation))
            .Select(static column => column.AsField());
}
