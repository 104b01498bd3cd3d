using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Identity.Jwt;

/// <summary>Registration, login and tokens.</summary>
internal static class AuthFiles
{
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        var folder = $"{model.SourceFolder}/Features/Auth";
        var admin = model.Index.Administrator is not null;
        // For several services: by keys that the others can check, and no more.
        var issues = model.Blueprint.Part is not null;
        foreach (var artifact in Template.Folder(model, Template.Service + "Features/Auth/"))
        {
            if ((admin || artifact.Path != $"{folder}/FirstAdmin.g.cs") && (!issues || artifact.Path != $"{folder}/SigningKey.g.cs"))
                yield return artifact;
        }

        if (issues)
            foreach (
                var artifact in Template.Folder(model, PublishedKeyFiles.Tokens).Concat(Template.Folder(model, PublishedKeyFiles.Issuer))
            )
                yield return artifact;

        yield return new Artifact($"{folder}/AuthRoutes.g.cs", ServiceModel.Header("routes of authentication.") + Routes(model));
        yield return new Artifact($"{folder}/AuthRules.g.cs", ServiceModel.Header("lifetimes and lengths.") + Rules(model));
        yield return new Artifact($"{folder}/RegisterRequest.g.cs", ServiceModel.Header("the request to register.") + Register(model));
        foreach (var artifact in FirstAdminFile.Emit(model).Concat(RoleFiles.Emit(model)))
            yield return artifact;
    }

    /// <summary>The delivered tests, and the clients with which all other tests call as somebody.</summary>
    public static IEnumerable<Artifact> Tests(ServiceModel model)
    {
        // Where an account can't be without something else, registering takes more than these tests know.
        var registers = !ContractFiles.InputRelations(model, model.Account).Any(static relation => relation.Required);
        return Template
            .Folder(model, Template.Tests + "Auth/")
            .Concat(RoleFiles.Tests(model))
            .Where(artifact => registers || !artifact.Path.EndsWith("/AuthTests.g.cs", StringComparison.Ordinal));
    }

    private static IEnumerable<Role> SelfRegister(ServiceModel model) => model.Blueprint.Roles.Where(static role => role.SelfRegister);

    private static string Routes(ServiceModel model)
    {
        var text = new CodeWriter();
        text.Line($"using {model.Namespace}.Infrastructure;").Line().Line($"namespace {model.Namespace}.Features;").Line();
        text.Block("internal static partial class AuthEndpoints", body =>
            body.Block("public static void MapAuth(this IEndpointRouteBuilder routes)", map =>
            {
                map.Line("var group = routes.MapGroup(\"\").WithTags(\"Auth\");");
                foreach (var endpoint in model.Plan.Contract.Endpoints.Where(static endpoint => endpoint.Operation is null))
                    EndpointFiles.Route(map, model, endpoint, Conventions.Pascal(endpoint.OperationId) + "Async");
            })
        );
        return text.ToString();
    }

    private static string Rules(ServiceModel model) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            namespace {{model.Namespace}}.Features;

            /// <summary>What the blueprint says about passwords and tokens.</summary>
            internal static class AuthRules
            {
                /// <summary>Minutes that an access token is valid.</summary>
                public const int AccessTokenMinutes = {{model.Blueprint.Authentication.AccessTokenMinutes}};

                /// <summary>Days that a refresh token is valid.</summary>
                public const int RefreshTokenDays = {{model.Blueprint.Authentication.RefreshTokenDays}};

                /// <summary>Characters that a password has at least.</summary>
                public const int MinPasswordLength = {{model.Blueprint.Authentication.MinPasswordLength}};
            }

            """
        );

    private static string Register(ServiceModel model)
    {
        var account = model.Account;
        var roles = SelfRegister(model).ToList();
        // Only what the row cannot do without: to what else an account belongs, others decide.
        var relations = ContractFiles.InputRelations(model, account).Where(static relation => relation.Required).ToList();
        var text = ContractFiles.Start(model, account);
        text.Line("/// <summary>What it takes to open an account.</summary>");
        text.Block("public sealed record RegisterRequest", body =>
        {
            var members = ContractFiles.Members(model, account);
            foreach (var relation in relations)
                ContractFiles.Member(
                    members,
                    Conventions.ForeignKeyProperty(relation),
                    "Guid?",
                    ServiceModel.Key(relation),
                    relation.Required
                );
            ContractFiles.Member(
                members,
                "password",
                "string?",
                "Password",
                required: true,
                "",
                "StringLength(128, MinimumLength = AuthRules.MinPasswordLength)"
            );
            if (roles.Count > 0)
                ContractFiles.Member(
                    members,
                    "role",
                    "string?",
                    "Role",
                    required: false,
                    "The role asked for; the usual one when absent.",
                    $"AllowedValues({string.Join(", ", roles.Select(static role => CSharp.Literal(role.Name)))})"
                );
            members.Write(body);

            List<string> more = ["Require(\"password\", Password)", "Length(\"password\", Password, AuthRules.MinPasswordLength, 128)"];
            if (roles.Count > 0)
                more.Add(
                    $"Holds(Role is null or {string.Join(" or ", roles.Select(static role => CSharp.Literal(role.Name)))}, "
                        + "\"role\", \"can't be asked for\")"
                );
            ContractFiles.Validate(body, model, account, relations, more);
            body.Line($"internal {ServiceModel.Class(account)} ToRow()")
                .Line("{")
                .Indented(inner =>
                {
                    inner.Line($"var row = new {ServiceModel.Class(account)}();");
                    ContractFiles.Apply(inner, model, account, relations);
                    if (roles.Count > 0)
                        inner.Line("row.Role = Role ?? row.Role;");
                    inner.Line("return row;");
                })
                .Line("}");
        });
        return EntityFiles.Tidy(text);
    }
}
