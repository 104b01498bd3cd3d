using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore.Reports;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>What all features stand on.</summary>
internal static class InfrastructureFiles
{
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var artifact in Template.Folder(model, Template.Service + "Infrastructure/").Concat(ReportFiles.Emit(model)))
            yield return OfPart(model, artifact);
        yield return new Artifact(
            $"{model.SourceFolder}/Infrastructure/ServiceInfo.g.cs",
            ServiceModel.Header("names and ports.") + Info(model)
        );
        yield return new Artifact($"{model.SourceFolder}/Infrastructure/AppDbSets.g.cs", ServiceModel.Header("all tables.") + Sets(model));
        yield return new Artifact($"{model.SourceFolder}/Features/FeatureMap.g.cs", ServiceModel.Header("all features.") + Features(model));
    }

    // Several services may lie in one folder, as those of tests do, so each has its migrations in one of its own.
    private static Artifact OfPart(ServiceModel model, Artifact file) =>
        model.Blueprint.Part is null
            ? file
            : file with
            {
                Content = file.Content.Replace(
                    "\"migrations\", kind.Id",
                    "\"migrations\", ServiceInfo.Name, kind.Id",
                    StringComparison.Ordinal
                ),
            };

    private static string Info(ServiceModel model) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            namespace {{model.Namespace}}.Infrastructure;

            /// <summary>What the blueprint says about the service as a whole.</summary>
            internal static class ServiceInfo
            {
                /// <summary>The service's name, and that of its SQLite file.</summary>
                public const string Name = {{CSharp.Literal(model.Blueprint.Service.Name)}};

                /// <summary>Who issues tokens, and for whom.</summary>
                public const string TokenIssuer = {{CSharp.Literal(model.Blueprint.Part?.System ?? model.Blueprint.Service.Name)}};

                /// <summary>The port inside the container.</summary>
                public const int Port = {{model.Blueprint.Deployment.Port}};

                /// <summary>Requests a minute of one caller, unless RateLimit:RequestsPerMinute says otherwise.</summary>
                public const int RequestsPerMinute = {{model.Blueprint.Targets.RequestsPerMinuteOfCaller}};
            }

            """
        );

    private static string Sets(ServiceModel model)
    {
        var sets = model.Blueprint.Entities.Select(static entity =>
            (Of: Conventions.Phrase(Conventions.Plural(entity)), Class: ServiceModel.Class(entity), Name: ServiceModel.Set(entity))
        );
        if (model.KeepsAccounts)
            sets = sets.Append(("refresh tokens", "RefreshToken", "RefreshTokens"));
        var text = sets.Select(static set =>
            $$"""
                    /// <summary>All {{CSharp.Comment(set.Of)}}.</summary>
                    public DbSet<{{set.Class}}> {{set.Name}} => Set<{{set.Class}}>();
                """
        );
        return $$"""
            using Microsoft.EntityFrameworkCore;
            using {{model.Namespace}}.Features;

            namespace {{model.Namespace}}.Infrastructure;

            public sealed partial class AppDb
            {
            {{string.Join("\n\n", text)}}
            }

            """;
    }

    private static string Features(ServiceModel model)
    {
        var maps = model
            .Blueprint.Entities.Where(entity => model.Index.OperationsOf(entity.Id).Any())
            .Select(static entity => $"        {ServiceModel.Class(entity)}Endpoints.Map(routes);")
            .DefaultIfEmpty("        // No operation is declared.");
        var hooks = model
            .Blueprint.Entities.Where(entity => model.Index.OperationsOf(entity.Id).Any())
            .Select(static entity => ServiceModel.Class(entity) + "Hooks")
            .Concat(
                model
                    .Blueprint.Operations.Where(static operation => operation.Handler == OperationHandler.Written)
                    .Select(HandlerFiles.Class)
            )
            .Select(static name => $"        services.AddScoped<{name}>();")
            .DefaultIfEmpty("        // No operation is declared.");
        return $$"""
            namespace {{model.Namespace}}.Features;

            internal static class FeatureMap
            {
                /// <summary>Registers what is written by hand for the features.</summary>
                public static void AddFeatures(this IServiceCollection services)
                {
            {{string.Join('\n', hooks)}}
                }

                /// <summary>Maps the endpoints of all features.</summary>
                public static void MapFeatures(this IEndpointRouteBuilder routes)
                {
            {{string.Join('\n', maps)}}
                }
            }

            """;
    }
}
