using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>
/// Scenarios within bounds, and that their accounts, roles and requirements exist. What they call is for the contract to say.
/// </summary>
internal static partial class ScenarioValidation
{
    public const int Most = 300;
    private const int MaxTitle = 200;
    private const int MaxSteps = 100;
    private const int MaxAccounts = 20;
    private const int MaxJson = 20_000;

    public static readonly TimeSpan MaxWait = TimeSpan.FromDays(3_660);

    public static void Check(ProblemList report)
    {
        var requirements = report.Blueprint.Requirements.Select(static requirement => requirement.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < report.Blueprint.Scenarios.Count; i++)
            Check(report, report.Blueprint.Scenarios[i], requirements, $"scenarios[{i}]");
    }

    /// <summary>A time that may pass: one second to ten years.</summary>
    public static bool IsWait(string text, out TimeSpan time) =>
        TimeSpan.TryParseExact(text, ["c", @"hh\:mm\:ss", @"d\.hh\:mm\:ss"], CultureInfo.InvariantCulture, out time)
        && time >= TimeSpan.FromSeconds(1)
        && time <= MaxWait;

    private static void Check(ProblemList report, Scenario scenario, HashSet<string> requirements, string path)
    {
        report.AddIf(
            string.IsNullOrWhiteSpace(scenario.Title) || scenario.Title.Length > MaxTitle || scenario.Title.Any(char.IsControl),
            BlueprintRules.TextContent,
            path + ".title",
            $"A scenario has a title of 1 to {MaxTitle} characters."
        );
        report.AddIf(
            scenario.Steps is null or { Count: 0 } or { Count: > MaxSteps } || scenario.Accounts.Count > MaxAccounts,
            BlueprintRules.Limit,
            path,
            $"A scenario has 1 to {MaxSteps} steps and at most {MaxAccounts} accounts."
        );
        foreach (var unknown in scenario.Proves.Where(id => !requirements.Contains(id)))
            report.Add(
                BlueprintRules.UnknownReference,
                path + ".proves",
                $"There is no requirement '{NameValidation.Short(unknown)}'.",
                "Name ids of the blueprint's requirements, or leave 'proves' out."
            );
        report.AddIf(
            scenario.Now is { } now && !(now.EndsWith('Z') && DateTimeOffset.TryParse(now, CultureInfo.InvariantCulture, out _)),
            BlueprintRules.Scenario,
            path + ".now",
            $"'{NameValidation.Short(scenario.Now)}' is no instant.",
            "Write it in UTC: 2030-01-15T08:00:00Z."
        );
        Accounts(report, scenario, path);
        for (var i = 0; i < (scenario.Steps?.Count ?? 0) && i < MaxSteps; i++)
            Check(report, scenario, scenario.Steps![i], $"{path}.steps[{i}]");
    }

    private static void Accounts(ProblemList report, Scenario scenario, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "now", "today", "any" };
        for (var i = 0; i < scenario.Accounts.Count && i < MaxAccounts; i++)
        {
            var account = scenario.Accounts[i];
            var place = $"{path}.accounts[{i}]";
            report.AddIf(
                !NameValidation.IsCamel(account.Name) || !names.Add(account.Name),
                BlueprintRules.Identifier,
                place,
                $"'{NameValidation.Short(account.Name)}' is not a camel-case name of its own.",
                "Name each account differently, as alice, and not now, today or any."
            );
            report.AddIf(
                account.Role is not null && report.Index.RoleById(account.Role) is null,
                BlueprintRules.UnknownReference,
                place,
                $"There is no role '{NameValidation.Short(account.Role)}'.",
                $"Use one of {string.Join(", ", report.Blueprint.Roles.Select(static role => role.Name))}."
            );
        }

        report.AddIf(
            scenario.Accounts.Count > 0 && report.Index.Account is null,
            BlueprintRules.NotApplicable,
            path + ".accounts",
            "The service has no accounts.",
            "Leave 'accounts' and 'as' out, or set authentication."
        );
    }

    private static void Check(ProblemList report, Scenario scenario, ScenarioStep step, string path)
    {
        report.AddIf(
            new object?[] { step.Call, step.Wait, step.Run, step.Mail, step.Provider }.Count(static kind => kind is not null) != 1,
            BlueprintRules.Scenario,
            path,
            "A step is a call, a wait, the run of a job, mails that were sent, or a provider: one of them.",
            "Write 'call: <operation>', 'wait: 00:45:00', 'run: <job>', 'mail: { notification: <name>, times: 1 }' or "
                + "'provider: { name: <name>, answers: { … } }'."
        );
        report.AddIf(
            step.Run is { } run && report.Blueprint.Jobs.All(job => job.Id != run),
            BlueprintRules.UnknownReference,
            path + ".run",
            $"There is no job '{NameValidation.Short(step.Run)}'.",
            $"There are {string.Join(", ", report.Blueprint.Jobs.Select(static job => job.Name).DefaultIfEmpty("none"))}."
        );
        if (step.Mail is { } mail)
            Mail(report, mail, path + ".mail");
        if (step.File is { } file)
            File(report, step, file, path + ".file");
        if (step.Provider is { } provider)
            Provider(report, provider, path + ".provider");
        report.AddIf(
            step.Wait is { } wait && !IsWait(wait, out _),
            BlueprintRules.OutOfRange,
            path + ".wait",
            $"'{NameValidation.Short(step.Wait)}' is no time from one second to ten years.",
            "Write hours, minutes and seconds, with days before a point: 00:45:00, 30.00:00:00."
        );
        report.AddIf(
            step.As is not null
                && scenario.Accounts.All(account => account.Name != step.As)
                && scenario.Steps.TakeWhile(other => other != step).All(other => other.Save != step.As),
            BlueprintRules.UnknownReference,
            path + ".as",
            $"Nobody called '{NameValidation.Short(step.As)}' takes part.",
            $"Add it to the scenario's accounts: - {{ name: {NameValidation.Short(step.As)}, role: … }}; or save a login by that name."
        );
        report.AddIf(
            step.Save is not null && !NameValidation.IsCamel(step.Save),
            BlueprintRules.Identifier,
            path + ".save",
            $"'{NameValidation.Short(step.Save)}' is not in camel case."
        );
        report.AddIf(
            step.Expect?.Problem is { } code && !NameValidation.IsKebab(code),
            BlueprintRules.Identifier,
            path + ".expect.problem",
            $"'{NameValidation.Short(step.Expect?.Problem)}' is not in kebab case.",
            "Write the problem's code, as garage-full."
        );
        report.AddIf(
            step.Expect?.Status is < 100 or > 599,
            BlueprintRules.OutOfRange,
            path + ".expect.status",
            $"{step.Expect?.Status} is no status code."
        );
        Map(report, step.Path, path + ".path");
        Map(report, step.Query, path + ".query");
        Map(report, step.Headers, path + ".headers");
        Map(report, step.Expect?.Headers, path + ".expect.headers");
        Json(report, step.Body, path + ".body");
        Json(report, step.Expect?.Body, path + ".expect.body");
        foreach (var name in Names(step.Headers).Concat(Names(step.Expect?.Headers)).Where(static name => !HeaderName().IsMatch(name)))
            report.Add(BlueprintRules.Identifier, path, $"'{NameValidation.Short(name)}' is no name of a header.");
    }

    private static void File(ProblemList report, ScenarioStep step, ScenarioFile file, string path)
    {
        const string Form = "Write file: { type: image/png, base64: iVBORw0KGgo= }, or { type: text/plain, text: Hello }.";
        report.AddIf(
            step.Call is null || step.Body is not null,
            BlueprintRules.Scenario,
            path,
            "A file is what a call sends, and it is the whole body.",
            step.Call is null ? "Add 'call: <operation>'." : "Leave 'body' out."
        );
        report.AddIf(
            !ContentType().IsMatch(file.Type ?? ""),
            BlueprintRules.Scenario,
            path + ".type",
            $"'{NameValidation.Short(file.Type)}' is no type of content.",
            Form
        );
        report.AddIf((file.Text is null) == (file.Base64 is null), BlueprintRules.Scenario, path, "A file has a text, or Base64.", Form);
        report.AddIf(
            (file.Text ?? file.Base64)?.Length > MaxJson,
            BlueprintRules.Limit,
            path,
            $"Its content has more than {MaxJson} characters.",
            "A few bytes of the type show as much."
        );
        report.AddIf(
            file.Base64 is { } content && !Convert.TryFromBase64String(content, new byte[content.Length], out _),
            BlueprintRules.Scenario,
            path + ".base64",
            "It is no Base64.",
            Form
        );
    }

    private static void Mail(ProblemList report, ScenarioMail mail, string path)
    {
        var known = report.Blueprint.Notifications;
        report.AddIf(
            known.Count == 0 || (mail.Notification is { } name && known.All(sent => sent.Id != name)),
            BlueprintRules.UnknownReference,
            path + ".notification",
            $"There is no notification '{NameValidation.Short(mail.Notification)}'.",
            $"There are {string.Join(", ", known.Select(static sent => sent.Name).DefaultIfEmpty("none"))}."
        );
        report.AddIf(mail.Times is < 0 or > 1000, BlueprintRules.OutOfRange, path + ".times", "It is a number from 0 to 1000.");
        report.AddIf(
            new[] { mail.To, mail.Subject, mail.Contains }.Any(static text => text?.Length > 1000),
            BlueprintRules.Limit,
            path,
            "A text has more than 1,000 characters."
        );
    }

    private static void Provider(ProblemList report, ScenarioProvider provider, string path)
    {
        var known = report.Blueprint.Providers;
        report.AddIf(
            known.All(found => found.Id != provider.Name),
            BlueprintRules.UnknownReference,
            path + ".name",
            $"There is no provider '{NameValidation.Short(provider.Name)}'.",
            $"There are {string.Join(", ", known.Select(static found => found.Name).DefaultIfEmpty("none"))}."
        );
        var answers = provider is not { Answers: null, Status: null, Lost: 0 };
        report.AddIf(
            answers == (provider is not { Asked: null, With: null }),
            BlueprintRules.Scenario,
            path,
            answers
                ? "It says both how the provider answers and what it was asked."
                : $"It says nothing of {NameValidation.Short(provider.Name)}.",
            "Write answers, status or lost; or in a step of its own asked: 1, and with."
        );
        report.AddIf(
            provider.Status is < 200 or > 599 || provider.Lost is < 0 or > 100 || provider.Asked is < 0 or > 1000,
            BlueprintRules.OutOfRange,
            path,
            $"{provider.Status} is no status from 200 to 599, or lost is not from 0 to 100, or asked not from 0 to 1000."
        );
        report.AddIf(
            provider is { With: not null, Asked: null or 0 },
            BlueprintRules.Scenario,
            path + ".with",
            "What it was asked is told together with how often.",
            "Add asked: 1."
        );
        Json(report, provider.Answers, path + ".answers");
        Json(report, provider.With, path + ".with");
    }

    private static IEnumerable<string> Names(JsonElement? map) =>
        map is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject().Select(static member => member.Name) : [];

    // Names with one value each.
    private static void Map(ProblemList report, JsonElement? json, string path)
    {
        report.AddIf(
            json is { } map
                && (
                    map.ValueKind != JsonValueKind.Object
                    || map.EnumerateObject().Any(static member => member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                ),
            BlueprintRules.WrongType,
            path,
            "It is a mapping from names to simple values.",
            "Write { id: $post.id }."
        );
        Json(report, json, path);
    }

    private static void Json(ProblemList report, JsonElement? json, string path)
    {
        if (json is not { } value)
            return;
        report.AddIf(value.GetRawText().Length > MaxJson, BlueprintRules.Limit, path, $"It has more than {MaxJson} characters as JSON.");
        report.AddIf(RepeatsMember(value), BlueprintRules.DuplicateKey, path, "A member stands twice in an object.");
    }

    private static bool RepeatsMember(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().GroupBy(static member => member.Name).Any(static same => same.Count() > 1)
                || json.EnumerateObject().Any(static member => RepeatsMember(member.Value)),
            JsonValueKind.Array => json.EnumerateArray().Any(RepeatsMember),
            _ => false,
        };

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,80}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ContentType();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderName();
}
