using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Documents;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>What is promised to callers of the whole, and what each service has to do with it.</summary>
internal static class SystemLevels
{
    public static string Write(SystemDelivery system)
    {
        var all = system.Services.Sum(static service => service.Plan.Contract.Endpoints.Count);
        var text = new CodeWriter()
            .Line(ServiceLevels.Write(system.Plan).TrimEnd())
            .Line()
            .Line("## Where it is measured")
            .Line()
            .Line("At the gateway, where callers are: its answers count, and a service that is away or late is among them (503, 504). The")
            .Line("budget is one for all services: what one of them spends is gone for the others. The alerts of a service watch its own")
            .Line("answers against the same target, and so say who spends it.")
            .Line()
            .Line("| away | fails meanwhile | goes on | levels of its own |")
            .Line("|---|---|---|---|");
        foreach (var (share, plan) in system.Services)
        {
            var own = plan.Contract.Endpoints.Count;
            var asking = string.Join(", ", Asking(system, share.Service.Name).Select(static name => $"`{name}`"));
            var ask = asking.Length == 0 ? "" : $", and {asking}, which {(asking.Contains(',') ? "ask" : "asks")} it";
            text.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {share.Service.Name} | its {own} of {all} operations{ask} | the others; what it was told waits, and is done "
                        + $"when it is back | [{share.Service.Name}](../{share.Folder}docs/service-levels.md) |"
                )
            );
        }

        text.Line("| the broker | nothing that is asked | all; what services tell each other waits | |")
            .Line("| every gateway | everything | events between services | |")
            .Line()
            .Line("## What takes longer than an answer")
            .Line()
            .Line("A call that is answered has done its own step; what follows in other services comes by events, usually within a second.")
            .Line("It is not lost while anything is away, and late by as long as that is.")
            .Line()
            .Line(
                "Recovery is for each database by itself: services that go back to different moments disagree about what was told between"
            )
            .Line(
                "these, so after a recovery the newest events of the others are received again (`--events-replay`), and sagas that "
                    + "hang are ended by their"
            )
            .Line("jobs or by people.");
        return text.ToString();
    }

    // The operations of other services that ask one, and so fail with it.
    private static IEnumerable<string> Asking(SystemDelivery system, string service) =>
        from other in system.Services
        from operation in other.Share.Blueprint.Operations
        where operation.Asks.Any(ask => ask.Service?.Name == service)
        select operation.Name;
}
