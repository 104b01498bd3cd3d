using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Validation;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Division;

/// <summary>
/// Finds what a blueprint says that its services can't do apart: what needs rows of two of them in one transaction. Nothing is left out
/// silently. Pure; safe on any thread.
/// </summary>
internal static partial class DivisionCheck
{
    private const string Remedy =
        "Give both entities to one service; or have each do its part when it hears an event of the other (docs/capabilities/services.md).";

    // What is delivered for one service only, and would be missing for several.
    private static readonly Dictionary<string, string> s_ofOne = new(StringComparer.Ordinal)
    {
        ["graphql"] = "One GraphQL schema over several services is not delivered.",
        ["load-test"] = "A load test of several services is not delivered.",
        ["haproxy"] = "What stands before the gateways of several services is nginx.",
    };

    /// <summary>Whether a capability is delivered for one service only.</summary>
    public static bool IsOfOne(string capability) => s_ofOne.ContainsKey(capability);

    /// <summary>Everything that keeps a blueprint from being divided as it says.</summary>
    /// <param name="blueprint">A blueprint without other errors.</param>
    public static IReadOnlyList<Diagnostic> Problems(Blueprint blueprint)
    {
        if (!ServiceDivision.Applies(blueprint))
            return
            [
                .. blueprint
                    .Operations.Select(static (operation, place) => (operation, place))
                    .Where(static found => found.operation.Asks.Count > 0)
                    .Select(static found =>
                        BlueprintRules.Services.At(
                            $"operations[{found.place}].asks",
                            $"{found.operation.Name} asks another service, and there is one alone.",
                            "Draw services, or leave it out."
                        )
                    ),
            ];
        var owners = new Ownership(blueprint);
        if (AskCheck.Problems(blueprint, owners).ToList() is { Count: > 0 } asks)
            return asks;
        List<Diagnostic> problems = [.. Technologies(blueprint), .. Relations(blueprint, owners), .. Events(blueprint, owners)];
        problems.AddRange(Scenarios(blueprint, owners));
        foreach (var share in ServiceDivision.Of(blueprint))
        {
            var report = new ProblemList(share.Blueprint);
            BehaviourValidation.Check(report);
            problems.AddRange(report.Problems.Select(problem => OfWhole(problem, share, blueprint)));
        }

        return problems;
    }

    private static IEnumerable<Diagnostic> Technologies(Blueprint blueprint)
    {
        foreach (var choice in blueprint.Capabilities.Where(static choice => s_ofOne.ContainsKey(choice.Id)))
            yield return BlueprintRules.Services.At($"capabilities.{choice.Id}", s_ofOne[choice.Id], "Leave it out, or keep one service.");
        if (blueprint.Deployment.Messaging is "inprocess" or "sqs")
            yield return BlueprintRules.Services.At(
                "deployment.messaging",
                $"Events between services can't go by '{blueprint.Deployment.Messaging}'.",
                "Choose rabbitmq or kafka, or leave it out: it is rabbitmq then."
            );
        if (blueprint.Authentication.ApiKeys is not null)
            yield return BlueprintRules.Services.At(
                "authentication.apiKeys",
                "Keys are known to the service that has the accounts, and to no other.",
                "Leave them out: programs call by tokens; or keep one service."
            );
        if (Sessions.AreUsed(blueprint))
            yield return BlueprintRules.Services.At(
                "authentication.revocable",
                "Sessions are known to the service that has the accounts, and to no other.",
                "Leave it out and keep accessTokenMinutes short; or keep one service."
            );
        if (blueprint.AccountWebhooks is not null)
            yield return BlueprintRules.Services.At(
                "accountWebhooks",
                "Addresses of accounts are known to the service that has the accounts, and events to others.",
                "Leave it out: systems can be told by webhooks; or keep one service."
            );
    }

    // Scenarios go through the gateway, which knows nothing of mails, jobs and the secrets of other systems.
    private static IEnumerable<Diagnostic> Scenarios(Blueprint blueprint, Ownership owners)
    {
        for (var i = 0; i < blueprint.Scenarios.Count; i++)
        {
            var steps = blueprint.Scenarios[i].Steps;
            for (var j = 0; j < steps.Count; j++)
            {
                if (steps[j].Run is not null || steps[j].Mail is not null || owners.Index.OperationById(steps[j].Call)?.Webhook is not null)
                    yield return BlueprintRules.Services.At(
                        $"scenarios[{i}].steps[{j}]",
                        "A scenario is played through the gateway, where no job is run, no mail seen and no webhook signed.",
                        "Look at what comes of it by a call."
                    );
            }
        }
    }

    private static IEnumerable<Diagnostic> Relations(Blueprint blueprint, Ownership owners)
    {
        for (var i = 0; i < blueprint.Relations.Count; i++)
        {
            var relation = blueprint.Relations[i];
            var (from, to) = (owners.Of(relation.From), owners.Of(relation.To));
            if (from == to)
                continue;
            if (relation.Kind == RelationKind.ManyToMany)
                yield return BlueprintRules.Services.At(
                    $"relations[{i}]",
                    $"{relation.Name} links rows of {from.Name} with rows of {to.Name}, in a table that neither owns.",
                    "Make the link an entity of one of the two, with a relation to each side."
                );
            else if (relation.OnDelete != DeleteBehavior.Restrict)
                yield return BlueprintRules.Services.At(
                    $"relations[{i}].onDelete",
                    $"What {from.Name} deletes can't change rows of {to.Name} in the same transaction.",
                    "Leave onDelete out; have an event 'on: deleted' and a subscription that does it."
                );
        }
    }

    private static IEnumerable<Diagnostic> Events(Blueprint blueprint, Ownership owners)
    {
        for (var i = 0; i < blueprint.Events.Count; i++)
        {
            var told = blueprint.Events[i];
            if (owners.Index.OperationById(told.Operation) is { } raising && owners.Of(raising.Entity) != owners.Of(told))
                yield return BlueprintRules.Services.At(
                    $"events[{i}]",
                    $"{told.Name} tells of a row of {owners.Of(told).Name}, and is raised by {raising.Name} of another service.",
                    Remedy
                );
        }
    }

    // The place in the whole blueprint of what stands at another place in the part.
    private static Diagnostic OfWhole(Diagnostic problem, ServiceShare share, Blueprint whole)
    {
        var path = problem.Place.Path ?? "";
        if (First().Match(path) is { Success: true } first)
        {
            var part = share.Blueprint;
            var at = int.Parse(first.Groups["at"].Value, CultureInfo.InvariantCulture);
            var there = first.Groups["list"].Value switch
            {
                "operations" => Place(whole.Operations, part.Operations[at].Id, static item => item.Id),
                "entities" => Place(whole.Entities, part.Entities[at].Id, static item => item.Id),
                "jobs" => Place(whole.Jobs, part.Jobs[at].Id, static item => item.Id),
                "notifications" => Place(whole.Notifications, part.Notifications[at].Id, static item => item.Id),
                "events" => Place(whole.Events, part.Events[at].Id, static item => item.Id),
                "subscriptions" => Place(whole.Subscriptions, part.Subscriptions[at].Id, static item => item.Id),
                _ => at,
            };
            path = $"{first.Groups["list"].Value}[{there}]{path[first.Length..]}";
        }

        return BlueprintRules.Services.At(
            path,
            $"This needs rows of another service than {share.Service.Name} in one transaction: {problem.Message}",
            Remedy
        );
    }

    private static int Place<T>(IReadOnlyList<T> all, string id, Func<T, string> idOf) =>
        all.Select((item, place) => (item, place)).FirstOrDefault(pair => idOf(pair.item) == id).place;

    [GeneratedRegex(@"\A(?<list>\w+)\[(?<at>[0-9]+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex First();
}
