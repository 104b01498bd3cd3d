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

    /// <summary>The document.</summary>
    /// <param name="plan">What it is about.</param>
    /// <param name="flows">The ways that data takes.</param>
    /// <param name="further">Documents about what these leave out: title and path; null for none.</param>
    public static string Write(ServicePlan plan, IReadOnlyList<DataFlow> flows, IEnumerable<(string Title, string Path)>? further = null)
    {
        var text = new CodeWriter()
            .Line("# Threats")
            .Line()
            .Line(
                "For each way that data takes ([data flow](architecture.md#data-flow)), by STRIDE: what could happen, what stands "
                    + "against it,"
            )
            .Line($"and what shows that. What is '{People}' is not done by this delivery.")
            .Line();
        foreach (var (title, path) in further ?? [])
            text.Line($"- What a service has for itself: [{title}]({path}).");
        if (further is not null)
            text.Line();
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

    /// <summary>What fails with one of several services.</summary>
    public static string Costs(Blueprint blueprint) =>
        blueprint.Operations.Any(static operation => operation.Asks.Count > 0)
            ? "its own calls and those that ask it something"
            : "its own calls alone";

    private static IEnumerable<(string Threat, string Control, string Proof)> Threats(ServicePlan plan, DataFlow flow) =>
        (flow.From.Kind, flow.To.Kind) switch
        {
            (FlowKind.Callers, _) => OfCallers(plan),
            (FlowKind.Balancer, _) => OfBalancer(),
            (FlowKind.Gateway, _) => OfGateway(plan),
            (FlowKind.Service, FlowKind.Service) => OfQuestions(plan),
            (_, FlowKind.Broker) => OfBroker(plan),
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
                "Signed access tokens that live for minutes, hashed passwords, refresh tokens that work once",
                "tests `A_forged_access_token_is_refused`, `A_refresh_token_works_once_and_its_reuse_ends_the_family`"
            )
            : ("**Spoofing** another caller", "There are no accounts: everybody may do what the interface offers", People);
        if (LoginProvider.AreUsed(plan.Blueprint))
        {
            yield return (
                "**Spoofing** a provider, or somebody who logs in by one",
                "Signed tokens of that issuer for this service, a nonce, a way back that only the browser goes that went; accounts are "
                    + "found by issuer and subject, and an address links nothing (RFC 9700, 4.4 and 4.7)",
                "tests `A_token_that_does_not_hold_logs_nobody_in`, `Who_comes_back_must_be_who_went`, `LoginLinkTests`"
            );
            yield return (
                "**Information** in the address that a browser comes back to",
                "No token stands in it; its code works once, for who has the verifier, and goes only where the settings say",
                "tests `A_code_works_once_for_who_began_and_for_minutes`, `Browsers_are_sent_only_where_the_settings_say`"
            );
        }

        yield return (
            "**Tampering** with what somebody else wrote",
            "Access rules for each operation, versions of rows, bounds of every value",
            "`CoreTests` (versions), `BadRequestTests` (values), the tests of each entity (403 without the right)"
        );
        yield return ("**Repudiation** of what was done", "Log lines with trace id and operation; no journal of changes", People);
        yield return ("**Information** that leaks", "TLS at the edge, problem documents without stack traces", "no test");
        yield return (
            "**Denial** of service",
            $"{plan.Blueprint.Targets.RequestsPerMinuteOfCaller} requests a minute for a caller, bodies of 4 MiB at most, pages "
                + $"of bounded size",
            "`PagingTests` (pages); the limits have no test"
        );
        yield return hasAccounts
            ? ("**Elevation** to another role", "Nobody gives itself a role", "test `A_privileged_role_cannot_be_asked_for`")
            : ("**Elevation** to another role", "There are no roles", "does not apply");
    }

    private static IEnumerable<(string, string, string)> OfBalancer()
    {
        yield return ("**Spoofing** the caller's address", "The balancer replaces what a caller says of itself", "rule OPS025");
        yield return (
            "**Tampering** by carrying out a POST twice",
            "What is not idempotent is never sent to a second instance",
            "rule OPS026"
        );
        yield return ("**Information** on the wire", "The network is the deployment's own; TLS ends at the balancer", People);
        yield return (
            "**Denial** by slow callers",
            "Time limits for heads, bodies and answers; limits for an address",
            "the balancer's own check"
        );
    }

    private static IEnumerable<(string, string, string)> OfGateway(ServicePlan plan)
    {
        yield return (
            "**Spoofing** the gateway, to be believed",
            "A service believes nobody: it checks the token and the access again",
            "the tests of each service, which call it without a gateway"
        );
        yield return (
            "**Tampering** by carrying out a change twice",
            "What was sent to a service and is no GET or HEAD is sent to no other instance",
            "test `An_instance_that_is_gone_costs_no_call`"
        );
        yield return (
            "**Information** on the wire",
            plan.Has("kubernetes")
                ? "Only the gateway reaches services, but in plain HTTP"
                : "The network is the deployment's own; TLS ends before it",
            plan.Has("kubernetes") ? "rule OPS020; encryption between pods is " + People : People
        );
        yield return (
            "**Denial** by one service that is away or slow",
            $"It costs {Costs(plan.Blueprint)}, which are given up in time",
            "test `While_a_service_is_away_its_calls_say_so_and_others_work`"
        );
        if (plan.Blueprint.Authentication.Kind != AuthenticationKind.None)
            yield return (
                "**Elevation** by a token of one's own",
                "One service has the private key; the gateway and the others check by its public half, "
                    + "ES256 and nothing else (RFC 8725, 3.1)",
                "tests `A_token_holds_by_a_published_key_and_who_makes_one_by_another_is_refused_at_the_edge_and_inside`, "
                    + "`PublishedKeysTests`"
            );
    }

    private static IEnumerable<(string, string, string)> OfQuestions(ServicePlan plan)
    {
        var asks = plan.Blueprint.Operations.Any(static operation => operation.Asks.Count > 0);
        if (asks)
            yield return (
                "**Spoofing** the caller",
                "There is no token of a service: it asks in the caller's name, and who is asked checks token and access again",
                "test `PeerCallsTests`"
            );
        yield return (
            "**Tampering** with the keys on their way",
            "The network is the deployment's own; who can change what passes there can have any token taken",
            plan.Has("kubernetes") ? "rule OPS020; encryption between pods is " + People : People
        );
        if (asks)
            yield return (
                "**Information** in the caller's token",
                "It goes to services of this deployment and nowhere else: redirects are not followed",
                People
            );
        yield return asks
            ? (
                "**Denial** by a service that is slow or away",
                "Keys are kept; questions have a time limit, what is left of the caller's time, and a circuit breaker",
                "tests `PublishedKeysTests`, `PeerCallsTests`"
            )
            : (
                "**Denial** by an issuer that is slow or away",
                "Keys are kept, and a token that names another holds nobody up for long",
                "test `PublishedKeysTests`"
            );
    }

    private static IEnumerable<(string, string, string)> OfBroker(ServicePlan plan)
    {
        yield return (
            "**Spoofing** another service",
            "A password of this deployment; all services have the same one, so each can tell events in another's name",
            People
        );
        yield return (
            "**Tampering** by telling an event again",
            "An inbox: each event is done once, in the transaction of what it does",
            "the tests of events of each service"
        );
        yield return ("**Repudiation** of an event", "The outbox keeps it with its time until it is told", People);
        yield return (
            "**Information** about rows of others",
            "Copies hold what guards and values need and nothing else ([data flow](architecture.md#data-flow))",
            "the migrations of each service"
        );
        yield return (
            "**Denial** by a broker that is away",
            "Events wait in the outbox of who tells them, and come in order",
            plan.Has("prometheus") ? "the alert `MessagesWait`" : People
        );
    }

    private static IEnumerable<(string, string, string)> OfStore(ServicePlan plan)
    {
        yield return (
            "**Spoofing** the service",
            "A password of this deployment alone, in no file of the repository",
            "rules OPS008, OPS021"
        );
        yield return (
            "**Tampering** by SQL in values",
            "Every statement has parameters",
            HasPipeline(plan) ? "step 'passes the compiler's security rules' (CA2100)" : People
        );
        yield return (
            "**Information** on a disk",
            "Encryption of the disk is the operator's or the cloud's",
            plan.Has("terraform") || plan.Has("cloudformation") ? "rule OPS027" : People
        );
        yield return ("**Denial** by slow queries", "Indexes for what is asked, pages of bounded size", "rules of the area performance");
        yield return plan.Has("backup")
            ? ("**Loss** of everything", "Encrypted backups by the clock", "the drill, `deploy/backup/drill.sh`")
            : ("**Loss** of everything", "There are no backups in this delivery", People);
    }

    private static IEnumerable<(string, string, string)> OfJob()
    {
        yield return ("**Tampering** with a file", "A seal that only who has the key can make", "`deploy/backup/restore.sh` refuses it");
        yield return ("**Information** in a stolen file", "AES-256 with a key from a secret", "the drill, which needs `backup-key`");
        yield return ("**Denial** by a lost key", "A copy of the key in another place", People);
    }

    private static IEnumerable<(string, string, string)> OfTool()
    {
        yield return ("**Information** in measurements and logs", "No header, body or query is measured or logged", "no test");
        yield return ("**Denial** by asking for measurements", "They are on a port that no proxy leads to", "rule OPS020, in a cluster");
    }

    private static IEnumerable<(string, string, string)> OfOperators(ServicePlan plan)
    {
        var has = HasPipeline(plan);
        yield return (
            "**Spoofing** a release",
            has ? "Provenance of the image, and a person who lets it run" : "Whoever may push an image may release",
            has ? "the job 'deploy' of the pipeline" : People
        );
        yield return (
            "**Tampering** with packages",
            "Known holes fail the build",
            has ? "step 'uses no package with a known hole'" : People
        );
        yield return ("**Information** in images", "No secret in an image or a manifest", "rules OPS008, OPS021");
        yield return ("**Elevation** out of the container", "No root, no capabilities", "rules OPS003, OPS017");
    }

    private static bool HasPipeline(ServicePlan plan) => plan.Has("github-actions") || plan.Has("gitlab-ci");

    private static string Title(FlowPart part) => MarkdownText.Escape(part.Title);
}
