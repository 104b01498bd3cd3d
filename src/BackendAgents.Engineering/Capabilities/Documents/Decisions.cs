using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Documents;

/// <summary>A record for each choice that the plan made: why, instead of what, and what follows.</summary>
internal static class Decisions
{
    /// <summary>The records of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="first">What else was decided, before the technologies.</param>
    public static string Write(ServicePlan plan, params IReadOnlyList<Decision> first)
    {
        var text = new CodeWriter()
            .Line("# Decisions")
            .Line()
            .Line(
                "A record for each choice of the plan: what led to it, what else there was, and what follows. To decide "
                    + "otherwise, change `backend.yaml`."
            )
            .Line();
        var number = 0;
        foreach (var decision in first)
            Record(text, ++number, decision);
        foreach (var capability in plan.Capabilities)
        {
            if (!DecisionTexts.All.TryGetValue(capability.Id, out var known) && !capability.IsOptional)
                continue;
            if (capability.Id == "sqlite" && plan.Blueprint.Deployment.Database != "sqlite")
                continue;
            known ??= new DecisionText("Something else, or nothing.", capability.Description);
            Record(text, ++number, new Decision(capability.Title, Because(plan.Blueprint, capability), known.Options, known.Consequences));
        }

        return text.ToString();
    }

    private static void Record(CodeWriter text, int number, Decision decision) =>
        text.Line($"## {number}. {decision.Title}")
            .Line()
            .Line($"**Because** {decision.Because}")
            .Line()
            .Line($"**Instead of** {decision.Options}")
            .Line()
            .Line($"**So** {decision.Consequences}")
            .Line();

    /// <summary>What of the brief asks for something; null when nothing does.</summary>
    /// <param name="blueprint">The blueprint, with its requirements.</param>
    /// <param name="proof">What such a requirement names as its proof; may be empty.</param>
    /// <param name="words">Words by which a brief asks for it.</param>
    public static string? Asked(Blueprint blueprint, string proof, IReadOnlyList<string> words)
    {
        var asked = blueprint
            .Requirements.Where(requirement => requirement.Proof.Contains(proof) || words.Any(word => HasWord(requirement.Text, word)))
            .Select(static requirement => $"\"{MarkdownText.Escape(requirement.Text)}\" ({MarkdownText.Escape(requirement.Id)})")
            .Take(3)
            .ToList();
        return asked.Count > 0 ? "the brief says: " + string.Join("; ", asked) + "." : null;
    }

    private static string Because(Blueprint blueprint, CapabilityInfo capability) =>
        Asked(blueprint, "capability " + capability.Id, capability.Words)
        ?? (
            capability.IsOptional ? "the blueprint asks for it under `capabilities`."
            : capability.Exclusive is not null ? $"`deployment.{capability.Exclusive}` says so."
            : "every service of this kind has it, and nothing in the brief speaks against it."
        );

    private static bool HasWord(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return at >= 0
            && (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length]));
    }
}

/// <summary>A choice.</summary>
/// <param name="Title">What was chosen.</param>
/// <param name="Because">Ends the sentence that begins with 'Because'.</param>
/// <param name="Options">Ends the sentence that begins with 'Instead of'.</param>
/// <param name="Consequences">Ends the sentence that begins with 'So'.</param>
internal sealed record Decision(string Title, string Because, string Options, string Consequences);

/// <summary>What else there was, and what follows.</summary>
/// <param name="Options">Ends the sentence that begins with 'Instead of'.</param>
/// <param name="Consequences">Ends the sentence that begins with 'So'.</param>
internal sealed record DecisionText(string Options, string Consequences);

/// <summary>What is known of choices, by the id of the capability.</summary>
internal static class DecisionTexts
{
    public static IReadOnlyDictionary<string, DecisionText> All { get; } =
        new Dictionary<string, DecisionText>
        {
            ["aspnetcore"] = new(
                "controllers, or a layer for each concern.",
                "each feature is a folder with its endpoints, rules and tests; what is common is in `Infrastructure/`."
            ),
            ["sqlite"] = new(
                "a database server, which many instances can share.",
                "there is one instance on one machine, nothing else to run, and a copy of one file is a copy of everything."
            ),
            ["postgresql"] = new(
                "SQLite (one machine), MySQL (weaker constraints), or a store of documents (no joins, no constraints).",
                "rules are constraints of the database too, many instances share it, and somebody has to run it, or to pay for that."
            ),
            ["mysql"] = new(
                "PostgreSQL, whose constraints can be postponed and whose indexes can be partial.",
                "many instances share it; some rules are checked by the service under a lock, where PostgreSQL would have an index."
            ),
            ["mongodb"] = new(
                "PostgreSQL, which has joins, references and checks of its own.",
                "documents are indexed and validated by MongoDB; references are kept true by the service, in the same transaction."
            ),
            ["jwt"] = new(
                "sessions on the server (a look-up for each request), or somebody else's identity provider (another thing to run).",
                "instances need no common session; an access token is good until it ends, so it ends within minutes."
            ),
            ["compose"] = new(
                "installing everything by hand, or a cluster.",
                "one machine runs all of it: simple, and gone when the machine is gone."
            ),
            ["kubernetes"] = new(
                "one machine, or a cloud's own containers.",
                "instances come and go by load and rollouts lose no request; the cluster has to be known and kept up to date."
            ),
            ["nginx"] = new(
                "HAProxy (active health checks, finer retries), or a cloud's balancer.",
                "TLS ends there, an instance may die without a failed read, and the configuration is a file that people know."
            ),
            ["haproxy"] = new(
                "nginx (no active health checks without payment), or a cloud's balancer.",
                "a dead instance is noticed before callers do, and only what changes nothing is sent again."
            ),
            ["backup"] = new(
                "copies of disks (quick, and bound to the machine), or nothing.",
                "a dump can be read by another version and another place; it takes longer the more there is, so the drill measures it."
            ),
            ["terraform"] = new(
                "clicks in a console (nobody knows what is there), or a cloud's own language.",
                "what runs is what the files say; the state is kept apart, encrypted, and holds no secret."
            ),
            ["cloudformation"] = new(
                "Terraform, which other clouds understand too.",
                "AWS keeps the state and takes a failed change back by itself; nothing of it moves to another cloud."
            ),
            ["prometheus"] = new(
                "a service that somebody else runs and bills by the number of series.",
                "alerts follow from the targets and are tested; it keeps weeks, not years."
            ),
            ["grafana"] = new("looking at numbers by hand.", "everybody sees the same picture, and it is a file under version control."),
            ["opentelemetry"] = new("the library of one vendor.", "whoever collects can be changed without a change of the service."),
            ["elk"] = new(
                "files on each machine, or a service that is billed by volume.",
                "logs of all instances are searched in one place for as long as the policy keeps them; it wants memory and disks."
            ),
            ["github-actions"] = new("a build on somebody's machine.", "nothing lands or runs that did not pass; a person lets it out."),
            ["gitlab-ci"] = new("a build on somebody's machine.", "nothing lands or runs that did not pass; a person lets it out."),
            ["helm"] = new(
                "Kustomize, which has no versions of its own.",
                "the service is a package with values, and a release can be taken back by its number."
            ),
            ["load-test"] = new(
                "waiting for the first busy day.",
                "one knows what it carries before callers do; the numbers hold for the machine that they were measured on."
            ),
        };
}
