using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The file in which a person fills in what happens around changes. Code in its comments compiles as it stands.</summary>
internal static class HooksFile
{
    public static string Write(ServiceModel model, Entity entity)
    {
        var name = ServiceModel.Class(entity);
        return $$"""
            // Yours: created once and never touched again. Take the slashes from the hooks that you need; the others cost nothing.

            using {{model.Namespace}}.Infrastructure;

            namespace {{model.Namespace}}.Features;

            internal static partial class {{name}}Endpoints
            {
                // Before a new row is stored. An exception refuses the request, here and below.
                //     static partial void OnCreating({{name}} row, Caller caller) { }

                // Before a changed row is stored.
                //     static partial void OnUpdating({{name}} row, Caller caller) { }

                // Before a row is deleted.
                //     static partial void OnDeleting({{name}} row, Caller caller) { }
            }

            """;
    }
}
