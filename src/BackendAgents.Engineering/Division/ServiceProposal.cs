using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reading;
using BackendAgents.Engineering.Blueprints.Validation;

namespace BackendAgents.Engineering.Division;

/// <summary>
/// Draws services where a brief asks for them by name: "microservices", and "an orders service". Where it names none, or they can't do
/// apart what it says, the blueprint stays one service and the word stays among what is requested. Pure.
/// </summary>
internal static partial class ServiceProposal
{
    // How a requirement notes a technology that is asked for.
    private const string Noted = "deployment requested ";
    private static readonly string[] s_words = ["microservices", "microservice"];
    private static readonly string[] s_accounts = ["account", "user", "auth", "identity", "authentication"];

    // Services that are called after what they are for, by the entities that they have; the first that is there.
    private static readonly Dictionary<string, string[]> s_purposes = new(StringComparer.Ordinal)
    {
        ["catalog"] = ["product", "item", "article", "book"],
        ["catalogue"] = ["product", "item", "article", "book"],
        ["inventory"] = ["stock", "product", "item"],
        ["billing"] = ["invoice", "payment"],
        ["booking"] = ["reservation", "appointment"],
    };

    /// <summary>The blueprint with the services that its requirements name.</summary>
    public static Blueprint Apply(Blueprint blueprint)
    {
        if (blueprint.Services.Count > 0 || !blueprint.Deployment.Requested.Any(s_words.Contains))
            return blueprint;
        var services = Named(blueprint);
        if (services.Count < 2)
            return blueprint;
        var divided = blueprint with
        {
            Services = Complete(blueprint, services),
            Deployment = blueprint.Deployment with { Requested = [.. blueprint.Deployment.Requested.Except(s_words)] },
            Requirements = [.. blueprint.Requirements.Select(requirement => Met(requirement, services))],
        };
        var report = new ProblemList(divided);
        ServiceValidation.Check(report);
        return report.Problems.Count > 0 || DivisionCheck.Problems(divided).Count > 0 ? blueprint : divided;
    }

    // What is called a service, and after an entity or after accounts.
    private static List<ServiceBoundary> Named(Blueprint blueprint)
    {
        var account = new BlueprintIndex(blueprint).Account;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        List<ServiceBoundary> services = [];
        foreach (Match match in Service().Matches(string.Join('\n', blueprint.Requirements.Select(static requirement => requirement.Text))))
        {
            var word = match.Groups["name"].Value.ToLowerInvariant();
            var entity = blueprint.Entities.FirstOrDefault(entity =>
                LooseEntities.Find([entity.Name, Conventions.Plural(entity)], word) is not null
                || LooseEntities.Find([entity.Name], Conventions.Singular(word)) is not null
            );
            if (entity is null && s_accounts.Contains(Conventions.Singular(word)))
                entity = account;
            entity ??= s_purposes
                .GetValueOrDefault(word, [])
                .Select(name => blueprint.Entities.FirstOrDefault(entity => LooseEntities.Find([entity.Name], name) is not null))
                .FirstOrDefault(static entity => entity is not null);
            if (entity is not null && taken.Add(entity.Id))
                services.Add(new ServiceBoundary { Name = Conventions.Kebab(word), Entities = [entity.Id] });
        }

        return services;
    }

    // What was asked for by the word is there now, and is shown by the services.
    private static Requirement Met(Requirement requirement, List<ServiceBoundary> services)
    {
        var asked = s_words.Where(word => requirement.Proof.Contains(Noted + word)).ToList();
        if (asked.Count == 0)
            return requirement;
        var reason = asked.Aggregate(requirement.Reason, static (reason, word) =>
            reason.Replace($"'{word}': {Deployment.NotDelivered}", "", StringComparison.Ordinal)
        );
        return requirement with
        {
            Proof =
            [
                .. requirement.Proof.Except(asked.Select(static word => Noted + word)),
                .. services.Select(static service => "service " + service.Name),
            ],
            Reason = reason.Trim(),
            State =
                requirement.State == RequirementState.Open && requirement.Reason.Length > 0 && reason.Trim().Length == 0
                    ? RequirementState.Placed
                    : requirement.State,
        };
    }

    // What belongs to one of them goes with it; the rest to the first.
    private static List<ServiceBoundary> Complete(Blueprint blueprint, List<ServiceBoundary> services)
    {
        var owner = services.ToDictionary(static service => service.Entities[0], static service => service.Name, StringComparer.Ordinal);
        for (var more = true; more; )
        {
            more = false;
            foreach (var relation in blueprint.Relations.Where(static relation => relation.Kind != RelationKind.ManyToMany))
            {
                // Where a row refers to rows of two of them, the relation that stands first decides.
                if (!owner.ContainsKey(relation.To) && owner.TryGetValue(relation.From, out var name))
                    more = owner.TryAdd(relation.To, name);
            }
        }

        foreach (var entity in blueprint.Entities)
            owner.TryAdd(entity.Id, services[0].Name);
        return services.ConvertAll(service =>
            service with
            {
                Entities = [.. blueprint.Entities.Where(entity => owner[entity.Id] == service.Name).Select(static entity => entity.Id)],
            }
        );
    }

    [GeneratedRegex(@"\b(?<name>[A-Za-z]+)[ -](?:micro)?services?\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Service();
}
