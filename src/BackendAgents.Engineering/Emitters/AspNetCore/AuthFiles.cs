using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>Registration, login and tokens.</summary>
internal static class AuthFiles
{
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        if (!model.HasAuthentication)
            yield break;
        var authentication = model.Blueprint.Authentication;
        (string, string)[] values =
        [
            ("Namespace", model.Namespace),
            ("Service", model.Blueprint.Service.Name),
            ("Accounts", ServiceModel.Set(model.Account)),
            ("Account", ServiceModel.Class(model.Account)),
            ("LoginProperty", ServiceModel.Property(model.Login)),
            ("loginProperty", model.Login.Name),
            ("AccessTokenMinutes", authentication.AccessTokenMinutes.ToString(CultureInfo.InvariantCulture)),
            ("RefreshTokenDays", authentication.RefreshTokenDays.ToString(CultureInfo.InvariantCulture)),
            ("Routes", Routes(model)),
        ];
        var folder = $"{model.SourceFolder}/Features/Auth";
        yield return Templates.File($"{folder}/TokenService.g.cs", "tokens.", "Auth/TokenService", values);
        yield return Templates.File($"{folder}/SigningKey.g.cs", "the signing key.", "Auth/SigningKey", values);
        yield return Templates.File($"{folder}/PasswordService.g.cs", "passwords.", "Auth/PasswordService", values);
        yield return Templates.File($"{folder}/RefreshToken.g.cs", "refresh tokens.", "Auth/RefreshToken", values);
        yield return Templates.File($"{folder}/AuthContracts.g.cs", "requests and responses.", "Auth/AuthContracts", values);
        yield return Templates.File($"{folder}/AuthEndpoints.g.cs", "endpoints.", "Auth/AuthEndpoints", values);
        yield return new Artifact($"{folder}/RegisterRequest.g.cs", ServiceModel.Header("the request to register.") + Register(model));
        foreach (var artifact in FirstAdminFile.Emit(model))
            yield return artifact;
    }

    public static IEnumerable<Role> SelfRegister(ServiceModel model) => model.Blueprint.Roles.Where(static role => role.SelfRegister);

    private static string Routes(ServiceModel model)
    {
        var text = new CodeWriter();
        text.Indented(outer =>
            outer.Indented(body =>
            {
                foreach (var endpoint in model.Plan.Contract.Endpoints.Where(static endpoint => endpoint.Operation is null))
                    EndpointFiles.Route(body, model, endpoint, Conventions.Pascal(endpoint.OperationId) + "Async");
            })
        );
        return text.ToString().TrimEnd('\n');
    }

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
            ContractFiles.Members(body, model, account);
            foreach (var relation in relations)
                ContractFiles.Member(
                    body,
                    Conventions.ForeignKeyProperty(relation),
                    "Guid?",
                    ServiceModel.Key(relation),
                    relation.Required
                );
            body.Line("/// <summary>The password.</summary>")
                .Line($"[StringLength(128, MinimumLength = {model.Blueprint.Authentication.MinPasswordLength})]");
            ContractFiles.Member(body, "password", "string?", "Password", required: true);
            if (roles.Count > 0)
            {
                body.Line("/// <summary>The role asked for; the usual one when absent.</summary>");
                body.Line($"[AllowedValues({string.Join(", ", SelfRegister(model).Select(static role => CSharp.Literal(role.Name)))})]");
                ContractFiles.Member(body, "role", "string?", "Role", required: false);
            }

            List<string> more =
            [
                "Require(\"password\", Password)",
                $"Length(\"password\", Password, {model.Blueprint.Authentication.MinPasswordLength}, 128)",
            ];
            if (roles.Count > 0)
                more.Add(
                    $"Holds(Role is null or {string.Join(" or ", roles.Select(static role => CSharp.Literal(role.Name)))}, \"role\", \"can't be asked for\")"
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
