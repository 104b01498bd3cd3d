using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The file in which a person fills in what happens before changes. Code in its comments compiles as it stands.</summary>
internal static class HooksFile
{
    public static string Write(ServiceModel model, Entity entity)
    {
        var name = ServiceModel.Class(entity);
        return $$"""
            // Yours: no longer touched once you have changed it. Take the slashes from the hooks that you need; the others cost nothing.

            using Microsoft.EntityFrameworkCore;
            using {{model.Namespace}}.Infrastructure;

            namespace {{model.Namespace}}.Features;

            /// <summary>What happens before {{CSharp.Comment(
                Conventions.Phrase(Conventions.Plural(entity))
            )}} change, in the transaction of the request.</summary>
            internal sealed class {{name}}Hooks : Hooks<{{name}}>
            {
                // Before a new row is stored. A refusal undoes what happened in the request; null goes on.
                //     public override async Task<Refusal?> CreatingAsync({{name}} row, Work work, CancellationToken cancellationToken) =>
                //         await work.Db.{{ServiceModel.Set(
                entity
            )}}.CountAsync(cancellationToken) < 1_000_000 ? null : new Refusal(409, "There is no room.", "full");

                // Before a changed row is stored.
                //     public override Task<Refusal?> UpdatingAsync({{name}} row, Work work, CancellationToken cancellationToken) =>
                //         base.UpdatingAsync(row, work, cancellationToken);

                // Before a row is deleted.
                //     public override Task<Refusal?> DeletingAsync({{name}} row, Work work, CancellationToken cancellationToken) =>
                //         base.DeletingAsync(row, work, cancellationToken);
            }

            """;
    }
}
