using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Identity.Login;

/// <summary>The code and the tests of logins by others.</summary>
internal sealed class LoginProviderEmitter : IEmitter
{
    private const string Folder = "Auth/Login/";

    public string Id => "aspnetcore-login-providers";

    public string Description => "Logins by OpenID Connect providers: the way there and back, accounts and links";

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        var folder = $"{model.SourceFolder}/Features/{Folder}";
        return
        [
            .. Template.Folder(model, Template.Service + "Features/" + Folder),
            new Artifact(folder + "LoginProviderList.g.cs", ServiceModel.Header("the providers.") + Providers(model)),
            new Artifact(folder + "FinishLoginRequest.g.cs", ServiceModel.Header("what finishes a login.") + Request(model)),
            .. Template.Folder(model, Template.Tests + Folder),
        ];
    }

    private static string Providers(ServiceModel model)
    {
        var roles = model.Blueprint.Roles.ToDictionary(static role => role.Id, static role => role.Name);
        var usual = model.Index.DefaultRole!.Name;
        var all = model.Blueprint.Authentication.Providers.Select(provider =>
        {
            string[] first = [CSharp.Literal(provider.Name), CSharp.Literal(provider.Section)];
            var address = provider.Address is { } said ? CSharp.Literal(said) : "null";
            var role = CSharp.Literal(provider.Role is { } id ? roles[id] : usual);
            string[] rest = [address, role, .. provider.Scopes.Select(CSharp.Literal)];
            return $"        new({string.Join(", ", first)}, {string.Join(", ", rest)}),";
        });
        var claims = LoginProviderContract
            .Fields(model.Account, model.Index)
            .Select(LoginClaims.Of)
            .OfType<string>()
            .Distinct()
            .Select(CSharp.Literal);
        return $$"""
            namespace {{model.Namespace}}.Features;

            /// <summary>Who may say who a caller is.</summary>
            internal static class LoginProviderList
            {
                /// <summary>The providers.</summary>
                public static IReadOnlyList<LoginProvider> All { get; } =
                [
            {{string.Join('\n', all)}}
                ];

                /// <summary>What is kept of what they tell, because accounts have fields for it.</summary>
                public static IReadOnlyList<string> Claims { get; } = [{{string.Join(", ", claims)}}];
            }

            """;
    }

    private static string Request(ServiceModel model)
    {
        var account = model.Account;
        var roles = model.Blueprint.Roles.Where(static role => role.SelfRegister).Select(static role => CSharp.Literal(role.Name)).ToList();
        var fields = LoginProviderContract.Fields(account, model.Index).ToList();
        var text = ContractFiles.Start(model, account);
        text.Line("/// <summary>What finishes a login by a provider.</summary>");
        text.Block("public sealed record FinishLoginRequest", body =>
        {
            var members = new MemberList();
            ContractFiles.Member(members, "code", "string?", "Code", true, "", "StringLength(200, MinimumLength = 1)");
            ContractFiles.Member(members, "verifier", "string?", "Verifier", true, "", "StringLength(128, MinimumLength = 43)");
            foreach (var field in fields)
                ContractFiles.Member(
                    members,
                    field.Name,
                    model.WireType(field) + "?",
                    ServiceModel.Property(field),
                    required: false,
                    field.Description,
                    [.. ContractFiles.Bounds(model, field)]
                );
            if (roles.Count > 0)
                ContractFiles.Member(
                    members,
                    "role",
                    "string?",
                    "Role",
                    required: false,
                    "Role of a new account; the provider's usual one when left out.",
                    $"AllowedValues({string.Join(", ", roles)})"
                );
            members.Write(body);
            body.Line("internal Validation Validate() => LoginLinkRequest.Validate(Code, Verifier);").Line();
            body.Line("/// <summary>What a new account begins with. It has no password that anybody knows.</summary>");
            body.Line("internal RegisterRequest Registration(PendingLogin login) => new()")
                .Line("{")
                .Indented(inner =>
                {
                    inner.Line($"{ServiceModel.Property(model.Login)} = login.VerifiedEmail,");
                    foreach (var field in fields)
                        inner.Line($"{ServiceModel.Property(field)} = {ServiceModel.Property(field)}{Told(field)},");
                    inner.Line("Password = LoginCode.Create() + LoginCode.Create(),");
                    if (roles.Count > 0)
                        inner.Line("Role = Role ?? LoginProviderList.All.First(found => found.Name == login.Provider).Role,");
                })
                .Line("};");
        });
        return EntityFiles.Tidy(text);
    }

    private static string Told(Blueprints.Field field)
    {
        if (LoginClaims.Of(field) is not { } claim)
            return "";
        var (least, most) = LoginClaims.Bounds(field);
        return string.Create(CultureInfo.InvariantCulture, $" ?? login.Claim({CSharp.Literal(claim)}, {least}, {most})");
    }
}
