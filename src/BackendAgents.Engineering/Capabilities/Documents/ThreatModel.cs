using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Documents;

/// <summary>
/// What could go wrong on each way that data takes, by STRIDE, with what stands against it and what shows that it does. It names only what
/// the delivery has; what is left to people says so.
/// </summary>
internal static class ThreatModel
{
    private const string People = "left to people";

    public static string Write(ServicePlan plan, IReadOnlyList<DataFlow> flows)
    {
        var text = new CodeWriter()
            .Line("# Threats")
            .Line()
            .Line(
                "For each way that data takes ([data flow](architecture.md#data-flow)), by STRIDE: what could happen, what stands against it,"
            )
            .Line($"and what shows that. What is '{People}' is not done by this delivery.")
            .Line();
        for (var i = 0; i < flows.Count; i++)
        {
            text.Line($"## {i + 1}. {Title(flows[i].From)} to {Title(flows[i].To)}: {flows[i].What}")
                .Line()
                .Line("| threat | what stands against it | shown by |")
                .Line("|---|---|---|");
            foreach (var (threat, control, proof) in Threats(plan, flows[i]))
                text.Line($"| {threat} | {control} | {proof} |");
            text.Line();
        }

        var personal = plan
            .Blueprint.Entities.SelectMany(static entity =>
                entity.Fields.Where(static field => field.Personal).Select(field => (entity, field))
            )
            .Select(static pair => $"`{MarkdownText.Escape(pair.entity.Name)}.{MarkdownText.Escape(pair.field.Name)}`")
            .ToList();
        text.Line("## What is worth stealing")
            .Line()
            .Line(personal.Count == 0 ? "No field is marked as personal." : "Personal fields: " + string.Join(", ", personal) + ".");
        return text.ToString();
    }

    private static IEnumerable<(string Threat, string Control, string Proof)> Threats(ServicePlan plan, DataFlow flow) =>
        (flow.From.Kind, flow.To.Kind) switch
        {
            (FlowKind.Callers, _) => OfCallers(plan),
            (FlowKind.Balancer, _) => OfBalancer(),
            (FlowKind.Operators, _) => OfOperators(plan),
            (_, FlowKind.Store) => OfStore(plan),
            (_, FlowKind.Job) => OfJob(),
            _ => OfTool(),
        };

    private static IEnumerable<(string, string, string)> OfCallers(ServicePlan plan)
    {
        var hasAccounts = plan.Blueprint.Authentication.Kind != AuthenticationKind.None;
        yield return hasAccounts
            ? (
                "**Spoofing** another account",
                "Signed access tokens that live for minutes, hashed passwords, refresh tokens that are used once",
                "delivered tests of authentication"
            )
            : ("**Spoofing** another caller", "There are no accounts: everybody may do what the interface offers", People);
        yield return (
            "**Tampering** with what somebody else wrote",
            "Access rules for each operation, `If-Match` on changes, validation of every value",
            "delivered tests of each operation: refused without the right, 412 on an old version, 400 on each bound"
        );
        yield return ("**Repudiation** of what was done", "Log lines with trace id and operation; no journal of changes", People);
        yield return (
            "**Information** that leaks",
            "TLS at the edge, problem documents without stack traces, 404 for what one may not know of",
            "delivered tests that an error tells nothing of its cause"
        );
        yield return (
            "**Denial** of service",
            $"{plan.Blueprint.Targets.RequestsPerMinuteOfCaller} requests a minute for a caller, bodies of 4 MiB at most, pages of bounded size",
            "delivered test that too many requests are answered 429"
        );
        yield return hasAccounts
            ? (
                "**Elevation** to another role",
                "Roles come from the database, not from the token's reader; nobody gives itself one",
                "delivered tests of each role"
            )
            : ("**Elevation** to another role", "There are no roles", "does not apply");
    }

    private static IEnumerable<(string, string, string)> OfBalancer()
    {
        yield return ("**Spoofing** the caller's address", "The balancer replaces what a caller says of itself", "rule OPS025");
        yield return ("**Tampering** by sending a change twice", "Only reads are sent to another instance", "rule OPS026");
        yield return ("**Information** on the wire", "The network is the deployment's own; TLS ends at the balancer", People);
        yield return (
            "**Denial** by slow callers",
            "Time limits for heads, bodies and answers; limits for an address",
            "the configuration of the balancer"
        );
    }

    private static IEnumerable<(string, string, string)> OfStore(ServicePlan plan)
    {
        yield return (
            "**Spoofing** the service",
            "A password that is made for this deployment and stands in no file of the repository",
            "rules OPS008, OPS021"
        );
        yield return (
            "**Tampering** by SQL in values",
            "Every statement has parameters",
            "delivered tests that send quotes and comments as values"
        );
        yield return (
            "**Information** that lies around",
            "Encryption of the disk is the operator's or the cloud's",
            plan.Has("terraform") ? "rule OPS027" : People
        );
        yield return (
            "**Denial** by slow queries",
            "Indexes for what is asked, time limits, a bounded pool",
            "rules of the area performance"
        );
        yield return plan.Has("backup")
            ? ("**Loss** of everything", "Encrypted backups by the clock, and a drill", "`deploy/backup/drill.sh`")
            : ("**Loss** of everything", "There are no backups in this delivery", People);
    }

    private static IEnumerable<(string, string, string)> OfJob()
    {
        yield return (
            "**Tampering** with a file",
            "A seal that only who has the key can make",
            "`restore.sh` refuses a file that was changed"
        );
        yield return ("**Information** in a stolen file", "AES-256 with a key from a secret", "no backup can be read without `backup-key`");
        yield return ("**Denial** by a lost key", "A copy of the key in another place", People);
    }

    private static IEnumerable<(string, string, string)> OfTool()
    {
        yield return (
            "**Information** in measurements",
            "No personal field, header, body or query is measured or logged",
            "a test that no such field is a label"
        );
        yield return ("**Denial** by asking for measurements", "They are on a port of their own that no proxy leads to", "rule OPS020");
    }

    private static IEnumerable<(string, string, string)> OfOperators(ServicePlan plan)
    {
        var hasPipeline = plan.Has("github-actions") || plan.Has("gitlab-ci");
        yield return (
            "**Spoofing** a release",
            hasPipeline ? "Actions by commit, provenance of the image, a person lets it run" : "Whoever may push an image",
            hasPipeline ? "the pipeline" : People
        );
        yield return (
            "**Tampering** with packages",
            "Known holes fail the build",
            hasPipeline ? "step 'uses no package with a known hole'" : People
        );
        yield return ("**Information** in images", "No secret in an image or a manifest", "rules OPS008, OPS021");
        yield return ("**Elevation** out of the container", "No root, read-only root, no capabilities", "rules OPS003, OPS017");
    }

    private static string Title(FlowPart part) => MarkdownText.Escape(part.Title);
}
