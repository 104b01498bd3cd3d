using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Diagrams;
using BackendAgents.Engineering.Division;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>The services as C4 containers, and what they tell each other, as Mermaid draws them.</summary>
internal static class SystemDiagrams
{
    public static Artifact Write(SystemDelivery system)
    {
        var blueprint = system.Plan.Blueprint;
        var text = new CodeWriter(2).Line($"# Architecture of {MermaidText.Quoted(blueprint.Service.Title)}").Line();
        text.Line("Drawn from `backend.yaml`.").Line().Line("## Context").Line();
        Diagram(text, () => Context(text, blueprint));
        text.Line().Line("## Containers").Line();
        Diagram(text, () => Containers(text, system));
        text.Line().Line("## Data flow").Line();
        text.Line("What services tell each other through the broker: events by name, and rows of which others keep copies.").Line();
        Diagram(text, () => Flow(text, system));
        text.Line().Line("| from | to | tells |").Line("|---|---|---|");
        foreach (var (from, to, tells) in Flows(system))
            text.Line($"| {from} | {to} | {string.Join(", ", tells)} |");
        foreach (var file in SystemSequences.Lines(system))
            text.Line(file);
        return new Artifact("docs/architecture.md", text.ToString());
    }

    private static void Context(CodeWriter text, Blueprint blueprint)
    {
        var title = MermaidText.Quoted(blueprint.Service.Title);
        text.Line("C4Context").Line($"  System(whole, \"{title}\", \"{MermaidText.Quoted(blueprint.Service.Description)}\")");
        var roles = blueprint.Roles.Select(static role => role.Name).Prepend("anybody").Distinct(StringComparer.Ordinal).ToList();
        for (var i = 0; i < roles.Count; i++)
            text.Line($"  Person(role{i}, \"{MermaidText.Quoted(roles[i])}\")").Line($"  Rel(role{i}, whole, \"HTTPS\")");
    }

    private static void Containers(CodeWriter text, SystemDelivery system)
    {
        var title = MermaidText.Quoted(system.Plan.Blueprint.Service.Title);
        text.Line("C4Container")
            .Line("  Person(callers, \"Callers\")")
            .Line($"  System_Boundary(whole, \"{title}\") {{")
            .Line("    Container(gateway, \"Gateway\", \"YARP\", \"Routes by path, checks tokens, limits\")");
        foreach (var (share, _) in system.Services)
        {
            var id = Id(share.Service.Name);
            var purpose = MermaidText.Quoted(share.Service.Description);
            text.Line($"    Container({id}, \"{share.Service.Name}\", \"ASP.NET Core\", \"{purpose}\")")
                .Line($"    ContainerDb({id}_rows, \"Rows of {share.Service.Name}\", \"{share.Blueprint.Deployment.Database}\")");
        }

        text.Line($"    ContainerQueue(broker, \"Events\", \"{system.Services[0].Plan.Blueprint.Deployment.Messaging}\")")
            .Line("  }")
            .Line("  Rel(callers, gateway, \"HTTPS\")");
        foreach (var (share, _) in system.Services)
        {
            var id = Id(share.Service.Name);
            text.Line($"  Rel(gateway, {id}, \"HTTP\")")
                .Line($"  Rel({id}, {id}_rows, \"SQL\")")
                .Line($"  BiRel({id}, broker, \"events\")");
            foreach (var peer in share.Blueprint.Part!.Peers)
                text.Line($"  Rel({id}, {Id(peer.Name)}, \"HTTP: {string.Join(", ", Asks(share.Blueprint, peer.Name))}\")");
        }
    }

    private static IEnumerable<string> Asks(Blueprint part, string peer) =>
        part
            .Operations.SelectMany(static operation => operation.Asks)
            .Where(ask => ask.Service?.Name == peer)
            .Select(static ask => ask.Service!.Operation)
            .Distinct(StringComparer.Ordinal)
            .Concat(part.Part!.Issuer == peer ? ["keys"] : []);

    private static void Flow(CodeWriter text, SystemDelivery system)
    {
        text.Line("flowchart LR");
        foreach (var (share, _) in system.Services)
            text.Line($"  {Id(share.Service.Name)}[\"{share.Service.Name}\"]");
        foreach (var (from, to, tells) in Flows(system))
            text.Line($"  {Id(from)} -->|\"{MermaidText.Quoted(string.Join(", ", tells))}\"| {Id(to)}");
    }

    // By receiver: the events that it waits for, and the rows of which it keeps copies.
    private static IEnumerable<(string From, string To, List<string> Tells)> Flows(SystemDelivery system)
    {
        var owners = new Ownership(system.Plan.Blueprint);
        return from service in system.Services
            let part = service.Share.Blueprint
            let copies = part
                .Entities.Where(static entity => entity.Origin is not null)
                .Select(entity => (From: owners.Of(entity.Id).Name, Tells: $"rows of {entity.Name}"))
            let events = part
                .Events.Where(static told => told.Foreign is not null)
                .Select(told => (From: owners.Of(Whole(system, told)).Name, Tells: told.Name))
            from told in copies.Concat(events).GroupBy(static told => told.From, static told => told.Tells, StringComparer.Ordinal)
            select (told.Key, service.Share.Service.Name, told.ToList());
    }

    private static DomainEvent Whole(SystemDelivery system, DomainEvent told) =>
        system.Plan.Blueprint.Events.First(known => known.Id == told.Id);

    private static void Diagram(CodeWriter text, Action write)
    {
        text.Line("```mermaid");
        write();
        text.Line("```");
    }

    /// <summary>A word that is none of Mermaid's own.</summary>
    public static string Id(string name) => "s_" + name.Replace('-', '_');
}
