using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Code;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>
/// The two files of a written handler: the class that says what it is given and must return, which is generated, and the class that is
/// written by hand. Code in comments compiles as it stands.
/// </summary>
internal static class HandlerFiles
{
    /// <summary>Those of an entity's operations.</summary>
    public static IEnumerable<Artifact> Emit(ServiceModel model, Entity entity)
    {
        foreach (
            var operation in model.Index.OperationsOf(entity.Id).Where(static operation => operation.Handler == OperationHandler.Written)
        )
        {
            var name = Conventions.Pascal(operation.Name);
            yield return new Artifact(
                $"{model.SourceFolder}/Features/{ServiceModel.Folder(entity)}/{name}Call.g.cs",
                ServiceModel.Header("what a written handler is given.") + Base(model, entity, operation)
            );
            yield return new Artifact(
                HandWritten.HandlerOf(model.Blueprint, operation),
                Handler(model, entity, operation),
                ArtifactOwnership.CreatedOnce
            );
        }
    }

    /// <summary>Class of the handler.</summary>
    public static string Class(Operation operation) => Conventions.Pascal(operation.Name) + "Handler";

    /// <summary>What the generated endpoint passes to the handler, before the token.</summary>
    public static string Arguments(Operation operation) =>
        (CallTraits.HasRow(operation) ? "row, " : "") + (operation.Input.Count > 0 ? "request, " : "") + "work";

    private static string Base(ServiceModel model, Entity entity, Operation operation) =>
        $$"""
            using {{model.Namespace}}.Infrastructure;

            namespace {{model.Namespace}}.Features;

            /// <summary>{{Summary(operation)}}</summary>
            internal abstract class {{Conventions.Pascal(operation.Name)}}Call
            {
                /// <summary>Does it, once input and access are checked, in the transaction of the request.</summary>
                public virtual {{Signature(entity, operation)}} =>
                    Task.FromResult<{{Result(operation)}}>(Refusal.NotWritten);
            }

            """;

    private static string Handler(ServiceModel model, Entity entity, Operation operation)
    {
        var name = Conventions.Pascal(operation.Name);
        return $$"""
            // Yours: no longer touched once you have changed it. Until it is written, callers are answered 501.

            using Microsoft.EntityFrameworkCore;
            using {{model.Namespace}}.Infrastructure;

            namespace {{model.Namespace}}.Features;

            /// <summary>{{Summary(operation)}}</summary>
            internal sealed class {{name}}Handler : {{name}}Call
            {
                // What it does. A refusal undoes what happened in the request{{(
                operation.Output.Count > 0 ? "" : "; null is success"
            )}}. Changed rows are stored when it returns.
                //     public override {{Signature(entity, operation)}} =>
                //         base.{{HandWritten.Method}}({{(
                CallTraits.HasRow(operation) ? "row, " : ""
            )}}{{(operation.Input.Count > 0 ? "input, " : "")}}work, cancellationToken);
            }

            """;
    }

    private static string Summary(Operation operation)
    {
        var phrase = Conventions.Phrase(operation.Name);
        return CSharp.Comment(
            string.IsNullOrWhiteSpace(operation.Description) ? char.ToUpperInvariant(phrase[0]) + phrase[1..] + "." : operation.Description
        );
    }

    private static string Result(Operation operation) =>
        operation.Output.Count > 0 ? $"Answer<{CallTraits.OutputName(operation)}>" : "Refusal?";

    private static string Signature(Entity entity, Operation operation) =>
        $"Task<{Result(operation)}> {HandWritten.Method}("
        + (CallTraits.HasRow(operation) ? $"{ServiceModel.Class(entity)} row, " : "")
        + (operation.Input.Count > 0 ? $"{CallTraits.InputName(operation)} input, " : "")
        + "Work work, CancellationToken cancellationToken)";
}
