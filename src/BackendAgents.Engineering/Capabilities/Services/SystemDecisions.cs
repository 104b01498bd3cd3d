using BackendAgents.Engineering.Capabilities.Documents;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>What was chosen because there are several services, before what each technology brings.</summary>
internal static class SystemDecisions
{
    // Words by which a brief asks for several services.
    private static readonly string[] s_words = ["microservices", "microservice", "several services"];

    public static string Write(SystemDelivery system) => Decisions.Write(system.Plan, [.. Of(system)]);

    private static IEnumerable<Decision> Of(SystemDelivery system)
    {
        var blueprint = system.Plan.Blueprint;
        var owners = string.Join(
            "; ",
            system.Services.Select(static service =>
                $"{service.Share.Service.Name} owns "
                + string.Join(
                    ", ",
                    service.Share.Blueprint.Entities.Where(static entity => entity.Origin is null).Select(static entity => entity.Name)
                )
            )
        );
        yield return new Decision(
            "Several services",
            Decisions.Asked(blueprint, "", s_words) ?? $"`services` draws the boundaries: {owners}.",
            "one service with a folder for each feature, which is one thing to run and keeps all in one transaction.",
            "each is built, rolled out, scaled and taken back by itself, and one that is away costs "
                + $"{ThreatModel.Costs(blueprint)}. What two of them do together takes more than one transaction."
        );
        yield return new Decision(
            "A database for each service",
            "a table that two services share binds their versions to each other.",
            "one database for all, in which a query joins everything.",
            "no service sees the rows of another. What one needs of another's rows at once is a copy, which is a moment behind."
        );
        if (SystemClouds.IsMade(system))
            yield return new Decision(
                "A managed database server for each service",
                "load, restarts, backups and the moment to go back to are a service's own then, and the network itself keeps others out.",
                "one server with a database and an account for each service, which costs one machine (with its twin) and not "
                    + $"{system.Services.Count}. Going back to yesterday would take all services along, a busy one would slow all of them, "
                    + "the accounts would have to be made by hand from within the network, and every password would reach them all.",
                $"{system.Services.Count} servers are paid for; `database_class` (`DatabaseClass`) says how big they are. What is too "
                    + "small for a server of its own is better a part of another service."
            );
        yield return new Decision(
            "Events that are kept until they are done",
            "what one service does has to reach the others also when these, or the broker, are away.",
            "calls from one service to all others that care, each of which can fail halfway; or a transaction over several databases.",
            "an event is written in the transaction that it tells of (outbox), comes at least once and in order, and is done once (inbox). "
                + "What spans services is a saga: when a later step can't be done, an event undoes the earlier ones "
                + "([the order of things](architecture.md#what-happens-in-which-order))."
        );
        yield return new Decision(
            "One gateway",
            "callers see one interface, whatever the services behind it become.",
            "callers that know each service, or a balancer alone, which knows nothing of tokens and routes.",
            "it routes by path, refuses strangers and counts callers. It keeps nothing, so that there are as many as are needed. Services "
                + "check tokens and access again and do not rely on it."
        );
    }
}
