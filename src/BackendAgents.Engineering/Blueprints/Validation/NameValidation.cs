using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Reports;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Ids, names, counts and texts.</summary>
internal static class NameValidation
{
    private const int MaxName = 60;
    private const int MaxDescription = 4_000;

    private static readonly HashSet<string> s_reservedMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        "id",
        "createdAt",
        "updatedAt",
        "version",
        "equals",
        "toString",
        "getHashCode",
        "getType",
        "memberwiseClone",
        "finalize",
        "referenceEquals",
    };

    // Names whose generated types would collide with one another or with the service's own.
    private static readonly HashSet<string> s_reservedEntities = new(StringComparer.OrdinalIgnoreCase)
    {
        "Auth",
        "Token",
        "Core",
        "Service",
        "Feature",
        "Enum",
        "System",
        "Microsoft",
        "Register",
        "Login",
        "Refresh",
        "ProblemDetails",
        "ValidationProblemDetails",
    };

    /// <summary>Whether no entity can be called so.</summary>
    public static bool IsReservedEntity(string name) => s_reservedEntities.Contains(name);

    public static void Check(ProblemList report)
    {
        var blueprint = report.Blueprint;
        report.AddIf(blueprint.Format != 1, BlueprintRules.OutOfRange, "format", $"Format {blueprint.Format} is not known.", "Write 1.");
        Service(report, blueprint.Service);
        Count(report, "entities", blueprint.Entities.Count, 1_000);
        Count(report, "relations", blueprint.Relations.Count, 5_000);
        Count(report, "operations", blueprint.Operations.Count, 10_000);
        Count(report, "enums", blueprint.Enums.Count, 200);
        Count(report, "roles", blueprint.Roles.Count, 50);
        Count(report, "events", blueprint.Events.Count, 500);
        var others = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var roles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        void Id(string? id, string path)
        {
            // A role may be called like an entity: a customer is both.
            var ids = path.StartsWith("roles", StringComparison.Ordinal) ? roles : others;
            if (!IsId(id))
                report.Add(
                    BlueprintRules.Identifier,
                    path,
                    $"'{Short(id)}' is not an id.",
                    "Ids have 1 to 120 lower-case letters, digits and hyphens, and begin with a letter."
                );
            else if (!ids.TryAdd(id!, path))
                report.Add(BlueprintRules.DuplicateId, path, $"The id '{id}' is used at {ids[id!]}, too.");
        }

        Each(blueprint.Roles, "roles", (role, path) =>
        {
            Id(role.Id, path);
            report.AddIf(
                !IsKebab(role.Name),
                BlueprintRules.Identifier,
                path,
                $"The role '{Short(role.Name)}' is not a lower-case name.",
                "Write it as admin or shop-owner, in ASCII letters, digits and hyphens."
            );
            report.AddIf(
                role.Name is Role.Anonymous or Role.Authenticated || role.Id is Role.Anonymous or Role.Authenticated,
                BlueprintRules.ReservedName,
                path,
                $"'{role.Name}' stands for callers of any role."
            );
            Text(report, role.Description, path);
        });
        Unique(report, blueprint.Roles.Select(static role => role.Name), "roles", "role");
        Each(blueprint.Enums, "enums", (type, path) =>
        {
            Id(type.Id, path);
            Pascal(report, type.Name, path, "enum");
            Count(report, path + ".values", type.Values.Count, 200);
            report.AddIf(type.Values.Count == 0, BlueprintRules.Missing, path, $"The enum '{Short(type.Name)}' has no values.");
            Each(type.Values, path + ".values", (value, place) =>
                report.AddIf(
                    !IsCamel(value),
                    BlueprintRules.Identifier,
                    place,
                    $"The value '{Short(value)}' is not in camel case.",
                    $"Write it as {Suggest(value, Conventions.Camel, "inProgress")}, in ASCII letters and digits.",
                    ProblemEdit.SetText(place, Suggest(value, Conventions.Camel, "inProgress"))
                )
            );
            Unique(report, type.Values.Select(Conventions.Pascal), path + ".values", "value");
        });
        Each(blueprint.Entities, "entities", (entity, path) =>
        {
            Id(entity.Id, path);
            Pascal(report, entity.Name, path, "entity");
            report.AddIf(
                s_reservedEntities.Contains(entity.Name ?? ""),
                BlueprintRules.ReservedName,
                path,
                $"An entity can't be called '{Short(entity.Name)}'."
            );
            report.AddIf(
                blueprint.Authentication.ApiKeys is not null && ApiKeys.Types.Contains(entity.Name),
                BlueprintRules.ReservedName,
                path,
                $"authentication.apiKeys brings '{Short(entity.Name)}' with the operations on it.",
                "Remove the entity; or leave authentication.apiKeys out, and keep keys that open nothing by themselves."
            );
            if (!string.IsNullOrEmpty(entity.Plural))
                Pascal(report, entity.Plural, path, "plural");
            Stored(report, entity.Table, path + ".table");
            Text(report, entity.Description, path);
            Count(report, path + ".fields", entity.Fields.Count, 200);
            Count(report, path + ".indexes", entity.Indexes.Count, 50);
            Count(report, path + ".checks", entity.Checks.Count, 50);
            Each(entity.Fields, path + ".fields", (field, place) =>
            {
                Field(report, field, place, Id);
                report.AddIf(
                    Conventions.Pascal(field.Name ?? "") == entity.Name,
                    BlueprintRules.ReservedName,
                    place,
                    $"A field can't be called like its entity '{entity.Name}'."
                );
                Stored(report, field.Column, place + ".column");
            });
            Each(entity.Indexes, path + ".indexes", (index, place) => Id(index.Id, place));
            Each(entity.Checks, path + ".checks", (check, place) => Id(check.Id, place));
        });
        Each(blueprint.Relations, "relations", (relation, path) =>
        {
            Id(relation.Id, path);
            report.AddIf(
                !IsCamel(relation.Name),
                BlueprintRules.Identifier,
                path,
                $"The relation '{Short(relation.Name)}' is not in camel case.",
                $"Write its name as {Suggest(relation.Name, Conventions.Camel, "author")}: how the dependent calls the principal.",
                ProblemEdit.SetText(path + ".name", Suggest(relation.Name, Conventions.Camel, "author"))
            );
            report.AddIf(
                !IsCamel(relation.Inverse),
                BlueprintRules.Identifier,
                path,
                $"The inverse '{Short(relation.Inverse)}' is not in camel case.",
                $"Write inverse as {Suggest(relation.Inverse, Conventions.Camel, "posts")}: how the principal calls its dependents.",
                ProblemEdit.SetText(path + ".inverse", Suggest(relation.Inverse, Conventions.Camel, "posts"))
            );
            Stored(report, relation.Column, path + ".column");
            Stored(report, relation.Table, path + ".table");
            Stored(report, relation.FromColumn, path + ".fromColumn");
            Text(report, relation.Description, path);
        });
        Each(blueprint.Operations, "operations", (operation, path) =>
        {
            Id(operation.Id, path);
            report.AddIf(
                !IsCamel(operation.Name),
                BlueprintRules.Identifier,
                path,
                $"The operation '{Short(operation.Name)}' is not in camel case.",
                $"Write its name as {Suggest(operation.Name, Conventions.Camel, "createPost")}, a verb and a noun.",
                ProblemEdit.SetText(path + ".name", Suggest(operation.Name, Conventions.Camel, "createPost"))
            );
            report.AddIf(
                AuthenticationNames.Operations(blueprint).Contains(operation.Name),
                BlueprintRules.ReservedName,
                path,
                $"'{operation.Name}' belongs to authentication."
            );
            Text(report, operation.Description, path);
            Each(operation.Input, path + ".input", (field, place) => Field(report, field, place, Id));
        });
        Count(report, "scenarios", blueprint.Scenarios.Count, ScenarioValidation.Most);
        Each(blueprint.Scenarios, "scenarios", (scenario, path) => Id(scenario.Id, path));
        Count(report, "notifications", blueprint.Notifications.Count, NotificationValidation.Most);
        Each(blueprint.Notifications, "notifications", (sent, path) =>
        {
            Id(sent.Id, path);
            Camel(report, sent.Name, path, "notification", "overdueMail");
        });
        Count(report, "jobs", blueprint.Jobs.Count, JobValidation.Most);
        Each(blueprint.Jobs, "jobs", (job, path) =>
        {
            Id(job.Id, path);
            Camel(report, job.Name, path, "job", "remindOverdue");
            Text(report, job.Description, path);
        });
        Each(blueprint.Requirements, "requirements", (requirement, path) => Id(requirement.Id, path));
        Each(blueprint.Events, "events", (raised, path) =>
        {
            Id(raised.Id, path);
            Pascal(report, raised.Name, path, "event");
            Text(report, raised.Description, path);
        });
        Count(report, "subscriptions", blueprint.Subscriptions.Count, EventValidation.Most);
        Each(blueprint.Subscriptions, "subscriptions", (taken, path) =>
        {
            Id(taken.Id, path);
            Camel(report, taken.Name, path, "subscription", "countSale");
            Text(report, taken.Description, path);
        });
        Count(report, "webhooks", blueprint.Webhooks.Count, EventValidation.Most);
        Each(blueprint.Webhooks, "webhooks", (told, path) =>
        {
            Camel(report, told.Name, path, "webhook", "warehouse");
            Text(report, told.Description, path);
        });
        Count(report, "providers", blueprint.Providers.Count, EventValidation.Most);
        Each(blueprint.Providers, "providers", (provider, path) =>
        {
            Id(provider.Id, path);
            Camel(report, provider.Name, path, "provider", "payments");
            Text(report, provider.Description, path);
            Each(provider.Answer, path + ".answer", (field, place) => Field(report, field, place, Id));
        });
        if (report.Problems.Count > 0)
            return;
        Unique(report, blueprint.Providers.Select(static provider => provider.Name), "providers", "provider");
        Unique(report, blueprint.Webhooks.Select(static told => told.Name), "webhooks", "webhook");
        Unique(report, blueprint.Operations.Select(static operation => operation.Name), "operations", "operation");
        Unique(report, blueprint.Jobs.Select(static job => job.Name), "jobs", "job");
        Unique(report, blueprint.Notifications.Select(static sent => sent.Name), "notifications", "notification");
        Unique(report, blueprint.Subscriptions.Select(static taken => taken.Name), "subscriptions", "subscription");
        var types = blueprint
            .Entities.Select(static entity => entity.Name)
            .Concat(blueprint.Enums.Select(static type => type.Name))
            .Concat(blueprint.Events.Select(static raised => raised.Name))
            .Concat(blueprint.Operations.Where(static operation => operation.Input.Count > 0).Select(CallTraits.InputName))
            .Concat(blueprint.Operations.Where(static operation => operation.Output.Count > 0).Select(CallTraits.OutputName))
            .Concat(blueprint.Providers.SelectMany(ProviderTraits.Types))
            .Concat(blueprint.Operations.Where(static operation => operation.Report is not null).SelectMany(ReportColumns.Types))
            .Concat(AuthenticationNames.Types(blueprint));
        Unique(report, types, "entities", "type");
        Unique(report, blueprint.Entities.Select(Conventions.Table).Concat(SystemTables(blueprint)), "entities", "table");
    }

    private static IEnumerable<string> SystemTables(Blueprint blueprint) =>
        [
            "schema_migrations",
            .. AuthenticationNames.Tables(blueprint),
            .. CallLimit.AreUsed(blueprint) ? (string[])[CallLimit.Table] : [],
            .. IncomingWebhook.Calls(blueprint).Take(1).Select(static _ => IncomingWebhook.Table),
            .. Background.Tables(blueprint),
        ];

    private static void Field(ProblemList report, Field field, string place, Action<string?, string> id)
    {
        id(field.Id, place);
        report.AddIf(
            !IsCamel(field.Name),
            BlueprintRules.Identifier,
            place,
            $"The field '{Short(field.Name)}' is not in camel case.",
            $"Write it as {Suggest(field.Name, Conventions.Camel, "startsAt")}, in ASCII letters and digits.",
            ProblemEdit.SetText(place + ".name", Suggest(field.Name, Conventions.Camel, "startsAt"))
        );
        report.AddIf(
            s_reservedMembers.Contains(field.Name ?? ""),
            BlueprintRules.ReservedName,
            place,
            $"'{field.Name}' is a name that every entity has already."
        );
        Text(report, field.Description, place);
        Text(report, field.Example, place);
    }

    private static void Service(ProblemList report, ServiceInfo service)
    {
        report.AddIf(
            !IsKebab(service.Name) || service.Name.Length > 63,
            BlueprintRules.Identifier,
            "service.name",
            $"The service '{Short(service.Name)}' is not in kebab case.",
            $"Write service.name as {Suggest(service.Name, Conventions.Kebab, "social-media")}, at most 63 characters.",
            ProblemEdit.SetText("service.name", Suggest(service.Name, Conventions.Kebab, "social-media"))
        );
        report.AddIf(
            string.IsNullOrWhiteSpace(service.Title) || service.Title.Length > 120,
            BlueprintRules.TextContent,
            "service.title",
            "The title has 1 to 120 characters."
        );
        report.AddIf(
            !System.Version.TryParse(service.Version, out var version) || version.Build < 0,
            BlueprintRules.Identifier,
            "service.version",
            $"'{Short(service.Version)}' is not a version.",
            "Write it as 1.0.0."
        );
        Text(report, service.Title, "service.title");
        Text(report, service.Description, "service.description");
    }

    private static void Each<T>(IReadOnlyList<T> items, string path, Action<T, string> check)
    {
        for (var i = 0; i < items.Count; i++)
            check(items[i], $"{path}[{i}]");
    }

    private static void Unique(ProblemList report, IEnumerable<string> names, string path, string what)
    {
        foreach (var same in names.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1))
            report.Add(BlueprintRules.DuplicateName, path, $"The {what} '{same.Key}' is there {same.Count()} times.");
    }

    private static void Count(ProblemList report, string path, int count, int most) =>
        report.AddIf(count > most, BlueprintRules.Limit, path, $"There are {count}; at most {most} are allowed.");

    private static void Text(ProblemList report, string? text, string path) =>
        report.AddIf(
            text is not null && (text.Length > MaxDescription || text.Any(static c => char.IsControl(c) && c is not ('\n' or '\t'))),
            BlueprintRules.TextContent,
            path,
            $"A text has more than {MaxDescription} characters or control characters."
        );

    private static void Pascal(ProblemList report, string? name, string path, string what) =>
        report.AddIf(
            name is not { Length: > 0 and <= MaxName } || !char.IsAsciiLetterUpper(name[0]) || !name.All(char.IsAsciiLetterOrDigit),
            BlueprintRules.Identifier,
            path,
            $"The {what} '{Short(name)}' is not in Pascal case.",
            $"Write it as {Suggest(name, Conventions.Pascal, "OrderItem")}, in ASCII letters and digits.",
            ProblemEdit.SetText(path + (what == "plural" ? ".plural" : ".name"), Suggest(name, Conventions.Pascal, "OrderItem"))
        );

    private static void Camel(ProblemList report, string? name, string path, string what, string example) =>
        report.AddIf(
            !IsCamel(name),
            BlueprintRules.Identifier,
            path,
            $"The {what} '{Short(name)}' is not in camel case.",
            $"Write its name as {Suggest(name, Conventions.Camel, example)}, in ASCII letters and digits.",
            ProblemEdit.SetText(path + ".name", Suggest(name, Conventions.Camel, example))
        );

    // The words of a name that can be written in this notation; an example where there are none.
    private static string Suggest(string? name, Func<string, string> notation, string example)
    {
        var words = new string([.. (name ?? "").Where(static c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_').Take(MaxName)]);
        return notation(words.TrimStart([' ', '-', '_', .. "0123456789"])) is { Length: > 0 } written ? written : example;
    }

    // The length is PostgreSQL's; every other database takes it, too.
    private static void Stored(ProblemList report, string? name, string path) =>
        report.AddIf(
            name is not null
                && (
                    name.Length is 0 or > 63
                    || !(char.IsAsciiLetterLower(name[0]) || name[0] == '_')
                    || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
                ),
            BlueprintRules.Identifier,
            path,
            $"'{Short(name)}' is no name of a table or column.",
            "Write 1 to 63 lower-case letters, digits and underscores, no digit first; or leave it out."
        );

    internal static bool IsCamel(string? name) =>
        name is { Length: > 0 and <= MaxName } && char.IsAsciiLetterLower(name[0]) && name.All(char.IsAsciiLetterOrDigit);

    internal static bool IsKebab(string? name) =>
        IsId(name) && name!.Length <= 63 && !name.EndsWith('-') && !name.Contains("--", StringComparison.Ordinal);

    private static bool IsId(string? id) =>
        id is { Length: > 0 and <= 120 }
        && char.IsAsciiLetterLower(id[0])
        && id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>The entities there are, for messages.</summary>
    public static string EntitiesOf(ProblemList report) =>
        $"There are {string.Join(", ", report.Blueprint.Entities.Take(60).Select(static entity => entity.Name))}; name one, "
        + "or add it to entities.";

    public static string Short(string? text) =>
        text is null ? "" : new string([.. text.Take(60).Select(static c => char.IsControl(c) ? ' ' : c)]);
}
