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
    private static readonly string[] s_words = ["microservices", "microservice"];
    private static readonly string[] s_accounts = ["account", "user", "auth", "identity", "authentication"];

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
            if (entity is not null && taken.Add(entity.Id))
                services.Add(new ServiceBoundary { Name = Conventions.Kebab(word), Entities = [entity.Id] });
        }

        return services;
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
