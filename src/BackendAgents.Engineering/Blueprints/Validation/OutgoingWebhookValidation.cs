namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Systems that are told of events: of which, where they listen, and how calls to them are signed.</summary>
internal static class OutgoingWebhookValidation
{
    public static void Check(ProblemList report)
    {
        for (var i = 0; i < report.Blueprint.Webhooks.Count; i++)
            Check(report, report.Blueprint.Webhooks[i], $"webhooks[{i}]");
    }

    private static void Check(ProblemList report, OutgoingWebhook webhook, string path)
    {
        Events(report, webhook.Events, webhook.Name, path);
        Settings(report, webhook.Name, (webhook.Url, "WebhookUrl"), (webhook.Secret, "WebhookSecret"), path);
    }

    /// <summary>That there are the events that somebody is told of.</summary>
    public static void Events(ProblemList report, IReadOnlyList<string> events, string who, string path)
    {
        var known = report.Blueprint.Events;
        var remedy =
            known.Count == 0
                ? "Declare it under 'events' with name, entity and payload."
                : $"There are {string.Join(", ", known.Select(static told => told.Name).Take(40))}.";
        report.AddIf(events.Count == 0, BlueprintRules.Missing, path + ".events", $"{who} is told of no event.", remedy);
        foreach (var missing in events.Where(id => known.All(told => told.Id != id)))
            report.Add(
                BlueprintRules.UnknownReference,
                path + ".events",
                $"There is no event '{NameValidation.Short(missing)}' for {who}.",
                remedy
            );
        report.AddIf(
            events.Distinct(StringComparer.Ordinal).Count() < events.Count,
            BlueprintRules.DuplicateName,
            path + ".events",
            $"{who} names an event twice."
        );
    }

    /// <summary>That the address and the secret of a system are settings, and different ones.</summary>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="system">Name of the system.</param>
    /// <param name="url">The setting of its address, and how such a setting is usually called.</param>
    /// <param name="secret">The same of its secret.</param>
    /// <param name="path">Where it stands.</param>
    public static void Settings(
        ProblemList report,
        string system,
        (string Name, string Usual) url,
        (string Name, string Usual) secret,
        string path
    )
    {
        var prefix = Conventions.Pascal(system);
        Setting(report, url.Name, path + ".url", $"Name the setting, not the address: url: {prefix}:{url.Usual}");
        Setting(report, secret.Name, path + ".secret", $"Name the setting, not the secret: secret: {prefix}:{secret.Usual}");
        report.AddIf(
            url.Name == secret.Name,
            BlueprintRules.DuplicateName,
            path,
            $"The address and the secret of {system} are the same setting."
        );
    }

    private static void Setting(ProblemList report, string name, string path, string remedy) =>
        report.AddIf(
            !IncomingWebhook.IsSetting(name),
            BlueprintRules.Identifier,
            path,
            $"'{NameValidation.Short(name)}' names no setting.",
            remedy
        );
}
