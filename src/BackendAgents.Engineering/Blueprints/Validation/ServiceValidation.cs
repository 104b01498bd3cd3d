namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>The services that a blueprint is delivered as: their names, and that each entity has one owner.</summary>
internal static class ServiceValidation
{
    private const int Most = 20;

    public static void Check(ProblemList report)
    {
        var services = report.Blueprint.Services;
        if (services.Count == 0)
            return;
        report.AddIf(
            services.Count is 1 or > Most,
            BlueprintRules.Services,
            "services",
            services.Count == 1 ? "One service is no division." : $"There are more than {Most} services.",
            services.Count == 1 ? "Name at least two, or leave 'services' out." : "Put together what changes together."
        );
        var names = new HashSet<string>(StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < services.Count; i++)
        {
            var (service, path) = (services[i], $"services[{i}]");
            Name(report, service, path);
            report.AddIf(
                !names.Add(service.Name),
                BlueprintRules.DuplicateName,
                path + ".name",
                $"There are two services '{NameValidation.Short(service.Name)}'."
            );
            for (var j = 0; j < service.Entities.Count; j++)
                Owned(report, service, service.Entities[j], owners, $"{path}.entities[{j}]");
            // The first also has what no other names.
            report.AddIf(
                service.Entities.Count == 0 && (i > 0 || services.Sum(static other => other.Entities.Count) >= Count(report)),
                BlueprintRules.Services,
                path,
                $"{NameValidation.Short(service.Name)} owns nothing.",
                "Name its entities: entities: [Order, OrderLine]"
            );
        }
    }

    // What stands beside the services under such a name.
    private static readonly string[] s_others = ["gateway", "broker", "cache", "balancer"];

    private static int Count(ProblemList report) => report.Blueprint.Entities.Count;

    private static void Name(ProblemList report, ServiceBoundary service, string path)
    {
        report.AddIf(
            !NameValidation.IsKebab(service.Name) || report.Blueprint.Service.Name.Length + service.Name.Length > 50,
            BlueprintRules.Identifier,
            path + ".name",
            $"'{NameValidation.Short(service.Name)}' is no name of a service.",
            "Write it in kebab case, short enough for a host name: catalog"
        );
        report.AddIf(
            s_others.Contains(service.Name),
            BlueprintRules.ReservedName,
            path + ".name",
            $"The {service.Name} comes by itself.",
            "Choose another name."
        );
        report.AddIf(
            service.Description.Length > 4_000,
            BlueprintRules.TextContent,
            path + ".description",
            "The description is longer than 4000 characters."
        );
    }

    private static void Owned(ProblemList report, ServiceBoundary service, string entity, Dictionary<string, string> owners, string path)
    {
        if (report.Index.EntityById(entity) is not { } known)
            report.Add(
                BlueprintRules.UnknownReference,
                path,
                $"There is no entity '{NameValidation.Short(entity)}' for {NameValidation.Short(service.Name)} to own.",
                NameValidation.EntitiesOf(report)
            );
        else if (!owners.TryAdd(entity, service.Name))
            report.Add(
                BlueprintRules.Services,
                path,
                $"{known.Name} is owned by {owners[entity]} and by {service.Name}.",
                "Keep it in one; the other refers to it by a relation and has a copy of what it needs."
            );
    }
}
