using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Documents;
using BackendAgents.Engineering.Capabilities.Identity.Jwt;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>The README of several services.</summary>
internal static class SystemReadme
{
    public static Artifact Write(SystemDelivery system)
    {
        var blueprint = system.Plan.Blueprint;
        var owners = new Ownership(blueprint);
        var text = new CodeWriter();
        text.Line($"# {MarkdownText.Escape(blueprint.Service.Title)}").Line();
        if (blueprint.Service.Description.Length > 0)
            text.Line(MarkdownText.Escape(blueprint.Service.Description)).Line();
        RequirementSection.Unmet(text, blueprint);
        text.Line(
            "Several ASP.NET Core services behind one gateway, generated from `backend.yaml`. Each has a database of its own and lies in a "
                + "folder of its own, with a README. Files that end in `.g.cs` are made anew; the others in `Features/` are yours."
        );
        text.Line().Line("| service | owns | copies | port |").Line("|---|---|---|---|");
        foreach (var (share, plan) in system.Services)
        {
            var own = share.Blueprint.Entities.Where(static entity => entity.Origin is null).Select(static entity => entity.Name);
            var copies = share
                .Blueprint.Entities.Where(static entity => entity.Origin is not null)
                .Select(entity => $"{entity.Name} (of {owners.Of(entity.Id).Name})");
            text.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| [{share.Service.Name}]({share.Folder}README.md) | {string.Join(", ", own)} "
                        + $"| {string.Join(", ", copies)} | {plan.Port} |"
                )
            );
        }

        text.Line()
            .Line(
                $$"""
                `openapi.json` is the interface of the whole, at the gateway; `docs/architecture.md` shows who tells whom what.
                {{Issuer(owners)}}

                ## Run

                ```bash
                bash run.sh
                ```

                `run.sh` starts all on this machine, without containers and on loopback: the servers that the services need, two instances
                of each service and the gateway, on http://localhost:{{system.Plan.Port}}. It makes secrets once, in `.run/`, which git
                ignores; there are no default passwords. `bash run.sh help` tells how to start, stop and replace a single one.

                {{Broker(blueprint)}} Where a service listens elsewhere, `Services__NAME` tells the gateway: an address, or those of several
                instances with semicolons between them. Tests of all, the scenarios through the gateway among them: `dotnet test
                {{system.Plan.ProjectName}}.slnx`. They need no broker.

                {{Rotation(owners, blueprint.Authentication.AccessTokenMinutes)}}## When something is away

                A service that is away costs {{ThreatModel.Costs(blueprint)}}: they answer 503 with the code `unavailable`, the others
                work. What it missed comes to it in order when it is back. `/health/ready` of the gateway tells how each is. Copies are a
                moment behind: a reference to a row that has just been made elsewhere may be refused once, and an account that has just
                registered is waited for, then answered 503 `account-not-here-yet`.

                Of several instances of a service the gateway asks those that are ready, which it looks for each second. A call that reached
                nobody goes to the next instance; a GET or HEAD also when its instance was lost before it answered. Nothing else is sent
                twice: a change without an answer is 503, and may have been made. An instance that is told to end (SIGTERM) says that it
                isn't ready and answers for `Shutdown__DrainSeconds` more seconds; with 3 the gateway has turned away by then.
                """
            )
            .Line();
        foreach (
            var (title, section) in SystemCluster
                .Sections(system)
                .Concat(SystemBalancer.Sections(system))
                .Concat(SystemMonitoring.Sections(system))
                .Concat(SystemLogs.Sections(system))
                .Concat(SystemClouds.Sections(system))
                .Concat(SystemDocuments.Sections(system))
        )
            text.Line($"## {title}").Line().Line(section).Line();
        RequirementSection.Met(text, blueprint, system.Plan.ProjectName);
        return new Artifact("README.md", text.ToString());
    }

    private static string Issuer(Ownership owners) =>
        owners.Issuer is { } issuer
            ? $"The service {issuer.Name} has the accounts and signs tokens (ES256). The gateway checks them, and each service again, "
                + "by the keys that it publishes at `/.well-known/jwks.json`: nobody else can make a token."
            : "There are no accounts.";

    private static string Rotation(Ownership owners, int minutes) =>
        owners.Issuer is { } issuer
            ? $"""
                ## A new key

                `Auth__SigningKey` of {issuer.Name} is a private key in PEM (`{PublishedKeyFiles.Command}`), or several, one after the
                other: the first signs, all are published. To change it without a token that fails: add the new one at the end and start
                {issuer.Name} again; after ten minutes put it first; after {minutes} minutes more take the old one out. A key that was
                stolen is taken out at once: what it signed fails then, within five minutes.


                """
            : "";

    private static string Broker(Blueprint blueprint) =>
        blueprint.Deployment.Messaging == "kafka"
            ? "Kafka is not among them: export `ConnectionStrings__Kafka` before, the address of one."
            : "Events between the services need the broker.";
}
