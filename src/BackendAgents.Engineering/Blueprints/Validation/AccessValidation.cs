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
                "There are roles or an account, but no authentication.",
                $"Write {SignIn(blueprint).Form}.",
                SignIn(blueprint).Edits
            );
        for (var i = 0; i < blueprint.Roles.Count; i++)
        {
            var role = blueprint.Roles[i];
            report.AddIf(
                s_privileged.Contains(role.Name) && (role.SelfRegister || role.Id == authentication.DefaultRole),
                BlueprintRules.Privileged,
                $"roles[{i}]",
                $"Whoever registers can become '{role.Name}'.",
                "Take selfRegister from it, and let authentication.defaultRole name another role: { name: member, selfRegister: true }."
            );
            Grants(report, role, $"roles[{i}].grantedBy");
        }

        for (var i = 0; i < blueprint.Operations.Count; i++)
            Access(report, blueprint.Operations[i], $"operations[{i}].access", known);
    }

    private static void Grants(ProblemList report, Role role, string path)
    {
        foreach (var id in role.GrantedBy)
        {
            var by = report.Index.RoleById(id);
            report.AddIf(by is null, BlueprintRules.UnknownReference, path, $"There is no role '{NameValidation.Short(id)}'.");
            report.AddIf(
                by is not null && (by.SelfRegister || by.Id == report.Blueprint.Authentication.DefaultRole),
                BlueprintRules.Privileged,
                path,
                $"Whoever registers becomes '{by?.Name}' and could give '{role.Name}' to anybody.",
                "Let a role give it that nobody gets by registering."
            );
        }
    }

    private static void Jwt(ProblemList report, Authentication authentication)
    {
        var account = report.Index.EntityById(authentication.Account);
        report.AddIf(
            account is null,
            BlueprintRules.Authentication,
            "authentication.account",
            $"There is no entity '{NameValidation.Short(authentication.Account)}' to log in.",
            $"Write {SignIn(report.Blueprint).Form}.",
            SignIn(report.Blueprint).Edits
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
                login is null
                    ? $"{account.Name} has no field '{NameValidation.Short(authentication.Login)}' to log in by."
                    : $"'{login.Name}' of {account.Name} has to be required, unique, read-write and of type email or string, to log in by.",
                login is null
                    ? "Name one that is required and unique: { name: email, type: email, required: true, unique: true }."
                    : $"Write {{ name: {login.Name}, type: email, required: true, unique: true }}.",
                login is null ? null : Login(report, account, login)
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
            $"There is no role '{NameValidation.Short(authentication.DefaultRole)}' for whoever registers.",
            RolesOf(report) is { Length: > 0 } known
                ? $"Name one of {known}."
                : "Add one: roles: [{ name: member, selfRegister: true }], and defaultRole: member.",
            report.Blueprint.Roles.Count > 0
                ? null
                : ProblemEdit.Set(("roles", "[{\"name\":\"member\",\"selfRegister\":true}]"), ("authentication.defaultRole", "\"member\""))
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

    private static string Callers(ProblemList report) =>
        string.Join(", ", [.. report.Blueprint.Roles.Select(static role => role.Name), Role.Authenticated, Role.Anonymous]);

    private static string RolesOf(ProblemList report) => string.Join(", ", report.Blueprint.Roles.Select(static role => role.Name));

    // Who logs in: the entity with an address to log in by, or a new one.
    private static (string Form, string? Edits) SignIn(Blueprint blueprint)
    {
        var found = blueprint
            .Entities.Select(static entity =>
                (Entity: entity, Login: entity.Fields.FirstOrDefault(static field => field is { Type: FieldType.Email }))
            )
            .FirstOrDefault(static pair => pair.Login is not null);
        var role = blueprint.Roles.FirstOrDefault(static role => role.SelfRegister)
            ?? blueprint.Roles.FirstOrDefault(role => !s_privileged.Contains(role.Name));
        var (account, login) = (found.Entity?.Name ?? "User", found.Login?.Name ?? "email");
        var form = $"authentication: {{ kind: jwt, account: {account}, login: {login}, defaultRole: {role?.Name ?? "member"} }}";
        var value = $"{{\"kind\":\"jwt\",\"account\":\"{account}\",\"login\":\"{login}\",\"defaultRole\":\"{role?.Name ?? "member"}\"}}";
        List<(string, string)> edits = [("authentication", value)];
        if (found.Entity is null)
            edits.Add(("entities.User", "{\"fields\":[{\"name\":\"email\",\"type\":\"email\",\"required\":true,\"unique\":true}]}"));
        else
            edits.AddRange([
                ($"entities.{account}.fields.{login}.required", "true"),
                ($"entities.{account}.fields.{login}.unique", "true"),
            ]);
        if (role is null)
            edits.Add(("roles.member", "{\"selfRegister\":true}"));
        return (form, ProblemEdit.Set(edits));
    }

    private static string Login(ProblemList report, Entity account, Field login)
    {
        var path = $"entities.{account.Name}.fields.{login.Name}";
        var type = login.Type is FieldType.String or FieldType.Email ? Reading.YamlNames.Of(login.Type) : "email";
        return ProblemEdit.Set(
            (path + ".required", "true"),
            (path + ".unique", "true"),
            (path + ".type", $"\"{type}\""),
            (path + ".exposure", "\"read-write\"")
        );
    }

    private static string OwnerRemedy(ProblemList report, Entity? entity)
    {
        var account = report.Index.Account?.Name ?? "User";
        return OwnerPath(report, entity) is { } way
            ? $"Write owner: [{string.Join(", ", way)}] in {entity!.Name}, which leads to the account; or scope: any, for all rows."
            : $"Add a relation to the account and name it: relation: each {Conventions.Phrase(entity?.Name ?? "row")} belongs to one "
                + $"{Conventions.Phrase(account)}; owner: [{Conventions.Camel(account)}]. Or write scope: any, for all rows.";
    }

    private static string? OwnerEdit(ProblemList report, Entity? entity, AccessRule rule) =>
        rule.Role != Role.Anonymous && OwnerPath(report, entity) is { } way
            ? ProblemEdit.Set($"entities.{entity!.Name}.owner", $"[{string.Join(',', way.Select(static step => $"\"{step}\""))}]")
            : null;

    // The shortest way from an entity to the account, dependent to principal.
    private static List<string>? OwnerPath(ProblemList report, Entity? entity)
    {
        if (entity is null || report.Index.Account is not { } account)
            return null;
        var open = new Queue<(string Entity, List<string> Way)>([(entity.Id, [])]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { entity.Id };
        while (open.TryDequeue(out var at))
        {
            foreach (
                var relation in report
                    .Index.RelationsTo(at.Entity)
                    .Where(relation => relation.Kind != RelationKind.ManyToMany && seen.Add(relation.From))
            )
            {
                List<string> way = [.. at.Way, relation.Name];
                if (relation.From == account.Id)
                    return way;
                open.Enqueue((relation.From, way));
            }
        }

        return null;
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
                $"There is no role '{NameValidation.Short(rule.Role)}'.",
                $"Write one of {Callers(report)}, or add roles: [{{ name: {NameValidation.Short(rule.Role)} }}].",
                ProblemEdit.Set($"roles.{rule.Role}", "{}")
            );
            report.AddIf(
                !known && rule.Role != Role.Anonymous,
                BlueprintRules.Authentication,
                path,
                $"{operation.Name} asks for '{NameValidation.Short(rule.Role)}', but nobody can log in.",
                $"Write {SignIn(report.Blueprint).Form}; or role: anonymous, for everybody.",
                SignIn(report.Blueprint).Edits
            );
            if (rule.Scope != AccessScope.Own)
                continue;
            var entity = report.Index.EntityById(operation.Entity);
            var owned = entity is not null && (entity.Owner.Count > 0 || report.Index.IsAccount(entity));
            report.AddIf(
                !owned || rule.Role == Role.Anonymous,
                BlueprintRules.Scope,
                path,
                $"{operation.Name} is for own rows, but rows of {entity?.Name ?? operation.Entity} have no owner"
                    + $" whom '{NameValidation.Short(rule.Role)}' could be.",
                rule.Role == Role.Anonymous ? "Nobody is known, so write scope: any, or another role." : OwnerRemedy(report, entity),
                OwnerEdit(report, entity, rule)
            );
        }
    }
}
