namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Providers that accounts log in by: their names and addresses, and that accounts can be made from what they tell.</summary>
internal static class LoginProviderValidation
{
    private const string Place = "authentication.providers";
    private static readonly string[] s_taken = ["exchange", "links"];

    // They speak OAuth 2.0 in ways of their own, without signed tokens that say who somebody is.
    private static readonly string[] s_others = ["github", "facebook", "twitter", "x", "instagram", "apple"];

    public static void Check(ProblemList report)
    {
        var authentication = report.Blueprint.Authentication;
        if (authentication.Providers.Count == 0)
            return;
        if (authentication.Kind == AuthenticationKind.None)
        {
            report.Add(
                BlueprintRules.Authentication,
                Place,
                "Who logs in by a provider has an account, and the service has none.",
                "Write authentication.kind: jwt with account, login and defaultRole."
            );
            return;
        }

        report.AddIf(
            authentication.Providers.Count > LoginProvider.Most,
            BlueprintRules.Limit,
            Place,
            $"A service has at most {LoginProvider.Most} providers."
        );
        report.AddIf(
            report.Index.LoginField is { Type: not FieldType.Email } login,
            BlueprintRules.Login,
            Place,
            "Providers tell an e-mail address, and accounts of this service don't log in by one.",
            "Let authentication.login name a field of type email."
        );
        foreach (var field in report.Index.Account?.Fields.Where(static field => field.Name is "code" or "verifier") ?? [])
            report.Add(
                BlueprintRules.ReservedName,
                Place,
                $"The request that finishes a login carries '{field.Name}' already, which accounts have a field of.",
                $"Give {report.Index.Account!.Name}.{field.Name} another name."
            );
        for (var i = 0; i < authentication.Providers.Count; i++)
            One(report, authentication.Providers[i], $"{Place}[{i}]");
        var names = authentication.Providers.Select(static provider => Conventions.Pascal(provider.Name)).ToList();
        report.AddIf(
            names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count,
            BlueprintRules.DuplicateName,
            Place,
            "Two providers have the same name."
        );
    }

    private static void One(ProblemList report, LoginProvider provider, string path)
    {
        var name = provider.Name ?? "";
        report.AddIf(
            name.Length > 40 || !NameValidation.IsKebab(name) || s_taken.Contains(name),
            BlueprintRules.Identifier,
            path + ".name",
            $"'{NameValidation.Short(name)}' is no name of a provider.",
            "Write at most 40 letters, digits and hyphens, in lower case: google, company-login."
        );
        report.AddIf(
            s_others.Contains(name) && provider.Issuer is null,
            BlueprintRules.UnknownValue,
            path + ".name",
            $"'{name}' doesn't speak OpenID Connect as others do, and can't be logged in by.",
            "Name google, microsoft, gitlab or another OpenID Connect provider; or put one that brokers it in front, with its issuer."
        );
        report.AddIf(
            provider.Issuer is { } issuer && !LoginProvider.IsIssuer(issuer),
            BlueprintRules.Literal,
            path + ".issuer",
            $"'{NameValidation.Short(provider.Issuer)}' is no address of a provider.",
            "Write an https URL without query, as the provider's tokens carry it: https://login.example.com/realms/shop."
        );
        report.AddIf(
            provider.Scopes.Count > 20 || provider.Scopes.Any(static scope => !LoginProvider.IsScope(scope ?? "")),
            BlueprintRules.Identifier,
            path + ".scopes",
            "Scopes are at most 20 words without spaces.",
            "Write scopes: [openid, profile, email]."
        );
        report.AddIf(
            !provider.Scopes.Contains("openid") || !provider.Scopes.Contains("email"),
            BlueprintRules.Missing,
            path + ".scopes",
            $"Without the scopes openid and email {NameValidation.Short(name)} doesn't tell who somebody is.",
            "Write scopes: [openid, profile, email].",
            ProblemEdit.Set(path + ".scopes", "[\"openid\", \"profile\", \"email\"]")
        );
        if (provider.Role is not { } id)
            return;
        var role = report.Index.RoleById(id);
        report.AddIf(
            role is null,
            BlueprintRules.UnknownReference,
            path + ".role",
            $"There is no role '{NameValidation.Short(id)}'.",
            "Name one of the roles, or leave it out."
        );
        report.AddIf(
            role is { SelfRegister: false } && role.Id != report.Blueprint.Authentication.DefaultRole,
            BlueprintRules.Privileged,
            path + ".role",
            $"Whoever has an account at {NameValidation.Short(name)} would become '{role?.Name}', which registering doesn't give.",
            "Name the default role or one with selfRegister; let others be given by who may give them."
        );
    }
}
