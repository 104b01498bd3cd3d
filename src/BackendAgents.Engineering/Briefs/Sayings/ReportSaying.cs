using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>Figures by groups: 'the manager sees the revenue per month and the five best-selling cakes'. All of them, or none.</summary>
internal static class ReportSaying
{
    public static Declared? Declare(SayingModel model, Said said)
    {
        // 'We need a report' says nobody in particular.
        var who = said["who"] is "we" or "i" or "you" ? "" : said["who"];
        var declared = new Declared(WithRole(model, who));
        if (Access(new SayingModel(declared.Blueprint), who) is not { } access)
            return null;
        var period = said["every"];
        foreach (var figure in Figures(said["figures"]))
        {
            if (ReportFigure.Read(new SayingModel(declared.Blueprint), figure, period) is not { } asked)
                return null;
            var operation = new Operation
            {
                Id = Conventions.Kebab(asked.Name),
                Name = asked.Name,
                Entity = asked.Entity.Id,
                Kind = OperationKind.Report,
                Access = access,
                Description = $"Reports the {figure.Trim()}.",
                Report = asked.Report,
            };
            if (declared.Blueprint.Operations.Any(other => other.Name == operation.Name))
                return null;
            declared = declared with
            {
                Blueprint = declared.Blueprint with { Operations = [.. declared.Blueprint.Operations, operation] },
                Elements = [.. declared.Elements, "operation " + operation.Id],
            };
        }

        return declared.Elements.Count > 0 ? declared : null;
    }

    // Somebody of the staff of whom nothing else is said has a role all the same, which the administrator gives.
    private static Blueprint WithRole(SayingModel model, string who) =>
        who.Length > 0
        && model.Blueprint.Roles.Any(static role => role.Id == "admin")
        && model.Role(who) is null
        && (KnowledgeBase.Instance.Person(who) == PersonKind.Staff || who == "owner")
            ? model.Blueprint with
            {
                Roles =
                [
                    .. model.Blueprint.Roles,
                    new Role
                    {
                        Id = Conventions.Kebab(who),
                        Name = Conventions.Kebab(who),
                        Description = $"Staff: {who}. Given by an administrator.",
                        GrantedBy = ["admin"],
                    },
                ],
            }
            : model.Blueprint;

    // Who is named, beside the administrator; nobody in particular is the administrator.
    private static List<AccessRule>? Access(SayingModel model, string who)
    {
        if (model.Blueprint.Roles.Count == 0)
            return [new AccessRule { Role = Role.Anonymous }];
        var roles = new List<string>();
        if (who.Length > 0)
        {
            if (model.Role(who) is not { } role)
                return null;
            roles.Add(role);
        }

        if (!roles.Contains("admin") && model.Blueprint.Roles.Any(static role => role.Id == "admin"))
            roles.Add("admin");
        return [.. roles.Select(static role => new AccessRule { Role = role })];
    }

    // 'The revenue per garage and day' is one figure, 'the revenue per month and the five best-selling cakes' are two.
    private static string[] Figures(string figures) =>
        figures.Split(
            [", and the ", " and the ", " and a list of the ", ", the ", " as well as the "],
            StringSplitOptions.RemoveEmptyEntries
        );
}
