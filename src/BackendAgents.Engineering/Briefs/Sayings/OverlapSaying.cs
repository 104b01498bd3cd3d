using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>Intervals that don't overlap: 'a room cannot be booked twice at the same time', 'no double bookings'.</summary>
internal static partial class OverlapSaying
{
    public static Declared? Declare(SayingModel model, Said said)
    {
        var found = (
            from entity in model.Blueprint.Entities
            where SayingModel.Interval(entity) is not null
            where said["record"].Length == 0 || entity == model.Entity(said["record"])
            from reference in References(model, entity, said["per"])
            select (entity, reference)
        )
            .Take(2)
            .ToList();
        return found is [var (record, per)] ? Rule(model, record, per) : null;
    }

    /// <summary>That rows with the same reference don't overlap; null where they have no beginning and end.</summary>
    public static Declared? Rule(SayingModel model, Entity record, Relation per)
    {
        if (SayingModel.Interval(record) is not var (from, to))
            return null;
        var rule = new NoOverlapRule
        {
            Per = per.Name,
            From = from.Name,
            To = to.Name,
            Inclusive = from.Type == FieldType.Date && to.Type == FieldType.Date && !IsStay().IsMatch(from.Name + to.Name),
            Where = model.Valid(record),
        };
        return model.With(record, new EntityRule { NoOverlap = rule, Problem = $"{Conventions.Kebab(per.Name)}-taken" });
    }

    // Who leaves in the morning makes room for who comes; a bike that is out until Friday is out on Friday.
    [GeneratedRegex("check|arriv|depart|night", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsStay();

    // What the sentence names, or the only thing beside the account.
    private static IEnumerable<Relation> References(SayingModel model, Entity entity, string per)
    {
        if (per.Length > 0)
            return model.Reference(entity, per) is { } named ? [named] : [];
        var things = model.References(entity).Where(relation => relation.Required && relation.From != model.Account?.Id).ToList();
        return things is [var only] ? [only] : [];
    }
}
