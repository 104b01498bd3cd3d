using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Identity.Jwt;

/// <summary>Giving accounts a role through the API, where the blueprint says by whom.</summary>
internal static class RoleFiles
{
    private const string Folder = "Auth/Roles/";

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        if (!RoleGrants.AreUsed(model.Blueprint))
            yield break;
        foreach (var artifact in Template.Folder(model, Template.Service + "Features/" + Folder))
            yield return artifact;
        yield return new Artifact(
            $"{model.SourceFolder}/Features/{Folder}RoleRules.g.cs",
            ServiceModel.Header("who gives which role.") + Grants(model)
        );
    }

    /// <summary>Its delivered tests.</summary>
    public static IEnumerable<Artifact> Tests(ServiceModel model) =>
        RoleGrants.AreUsed(model.Blueprint) ? Template.Folder(model, Template.Tests + Folder) : [];

    private static string Grants(ServiceModel model)
    {
        var given = RoleGrants.Given(model.Blueprint).ToList();
        var rules = given.Select(role => $"        ({CSharp.Literal(role.Name)}, [{Names(RoleGrants.By(model.Blueprint, role))}]),");
        return $$"""
            using System.ComponentModel.DataAnnotations;

            namespace {{model.Namespace}}.Features;

            internal static partial class RoleGrants
            {
                private static readonly (string Role, string[] By)[] s_rules =
                [
            {{string.Join('\n', rules)}}
                ];

                /// <summary>The role that registering gives.</summary>
                public const string Default = {{CSharp.Literal(model.Index.DefaultRole!.Name)}};
            }

            /// <summary>The role that an account is to hold.</summary>
            public sealed record RoleRequest
            {
                /// <summary>Its name.</summary>
                [Required, AllowedValues({{Names(given)}})]
                public string? Role { get; init; }
            }

            """;
    }

    private static string Names(IEnumerable<Role> roles) => string.Join(", ", roles.Select(static role => CSharp.Literal(role.Name)));
}
