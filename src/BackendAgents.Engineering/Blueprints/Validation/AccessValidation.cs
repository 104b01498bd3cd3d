namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Authentication, roles and access rules.</summary>
internal static class AccessValidation
{
    private static readonly HashSet<string> s_privileged = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin",
        "administrator",
        "root",
        "superuser",
        "sysadmin",
    };

    public static void Check(ProblemList report)
    {
        var blueprint = report.Blueprint;
        var authentication = blueprint.Authentication;
        var known = authentication.Kind != AuthenticationKind.None;
        if (known)
            Jwt(report, authentication);
        else
            report.AddIf(
                blueprint.Roles.Count > 0 || authentication.Account is not null,
                BlueprintRules.Authentication,
                "authentication",
                "There are roles or an account, but no authentication."
            );
        for (var i = 0; i < blueprint.Roles.Count; i++)
        {
            var role = blueprint.Roles[i];
            report.AddIf(
                s_privileged.Contains(role.Name) && (role.SelfRegister || role.Id == authentication.DefaultRole),
                BlueprintRules.Privileged,
                $"roles[{i}]",
                $"Whoever registers can become '{role.Name}'."
            );
        }

        for (var i = 0; i < blueprint.Operations.Count; i++)
            Access(report, blueprint.Operations[i], $"operations[{i}].access", known);
    }

    private static void Jwt(ProblemList report, Authentication authentication)
    {
        var account = report.Index.EntityById(authentication.Account);
        report.AddIf(
            account is null,
            BlueprintRules.Authentication,
            "authentication.account",
            $"There is no entity '{NameValidation.Short(authentication.Account)}' to log in."
        );
        if (account is not null)
        {
            var login = account.Fields.FirstOrDefault(field => field.Id == authentication.Login);
            var usable =
                login is { Required: true, Unique: true, Exposure: FieldExposure.ReadWrite, Type: FieldType.Email or FieldType.String };
            report.AddIf(
                !usable,
                BlueprintRules.Login,
                "authentication.login",
                $"'{NameValidation.Short(authentication.Login)}' is no field of {account.Name} to log in by."
            );
            report.AddIf(
                report.Index.RelationsTo(account.Id).Any(static relation => relation.Required),
                BlueprintRules.Authentication,
                "authentication.account",
                $"{account.Name} needs another row to exist, so nobody could register.",
                "Make the relation optional."
            );
        }

        report.AddIf(
            report.Index.RoleById(authentication.DefaultRole) is null,
            BlueprintRules.Authentication,
            "authentication.defaultRole",
            $"There is no role '{NameValidation.Short(authentication.DefaultRole)}' for whoever registers."
        );
        report.AddIf(
            authentication.AccessTokenMinutes is < 1 or > 60,
            BlueprintRules.OutOfRange,
            "authentication.accessTokenMinutes",
            "An access token lives 1 to 60 minutes."
        );
        report.AddIf(
            authentication.RefreshTokenDays is < 1 or > 90,
            BlueprintRules.OutOfRange,
            "authentication.refreshTokenDays",
            "A refresh token lives 1 to 90 days."
        );
        report.AddIf(
            authentication.MinPasswordLength is < 8 or > 128,
            BlueprintRules.OutOfRange,
            "authentication.minPasswordLength",
            "A password has at least 8 to 128 characters."
        );
    }

    private static void Access(ProblemList report, Operation operation, string path, bool known)
    {
        foreach (var rule in operation.Access)
        {
            var special = rule.Role is Role.Anonymous or Role.Authenticated;
            report.AddIf(
                !special && report.Index.RoleById(rule.Role) is null,
                BlueprintRules.UnknownReference,
                path,
                $"There is no role '{NameValidation.Short(rule.Role)}'."
            );
            report.AddIf(
                !known && rule.Role != Role.Anonymous,
                BlueprintRules.Authentication,
                path,
                $"{operation.Name} asks for '{NameValidation.Short(rule.Role)}', but nobody can log in."
            );
            if (rule.Scope != AccessScope.Own)
                continue;
            var entity = report.Index.EntityById(operation.Entity);
            var owned = entity is not null && (entity.Owner.Count > 0 || report.Index.IsAccount(entity));
            report.AddIf(
                !owned || rule.Role == Role.Anonymous,
                BlueprintRules.Scope,
                path,
                $"{operation.Name} is for own rows, but rows of {entity?.Name ?? operation.Entity} have no owner whom '{NameValidation.Short(rule.Role)}' could be."
            );
        }
    }
}
