using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>In which order lists come: 'Products can be sorted by price', 'Posts are listed newest first'.</summary>
internal static partial class SortSaying
{
    /// <summary>Sorts the list of an entity; null where it has no such list, or its rows no such value.</summary>
    public static Declared? Declare(SayingModel model, Said said)
    {
        var entity = said["thing"] is "it" or "they" or "them" ? said.It : model.Entity(said["thing"]);
        return
            entity is not null
            && model.Operations(entity, OperationKind.List) is [var list]
            && model.MayCall(list, said["who"])
            && Sorted(entity, list, said["fields"], said["order"], isChoice: said["choice"].Length > 0) is { } sorted
            ? model.With([list], "order", _ => sorted)
            : null;
    }

    /// <summary>A list that is sorted by what words name; null where a row has no such value for sure.</summary>
    /// <param name="entity">What is listed.</param>
    /// <param name="list">The list.</param>
    /// <param name="fields">Names of values, or nothing where the order names it.</param>
    /// <param name="order">The direction: <c>ascending</c>, <c>newest first</c>; or nothing.</param>
    /// <param name="isChoice">Whether callers choose, and others get the usual order.</param>
    public static Operation? Sorted(Entity entity, Operation list, string fields, string order, bool isChoice)
    {
        List<string?> members =
            fields.Length > 0
                ? [.. Separators().Split(fields).Select(name => Member(entity, name.Trim()))]
                : [Implied(order).Select(name => Member(entity, name)).FirstOrDefault(static member => member is not null)];
        if (members.Contains(null))
            return null;
        var sorted = list with { Sort = [.. list.Sort.Concat(members.OfType<string>()).Distinct()] };
        var usual = ListSort.Members(sorted, entity).First(member => (member.Field?.Id ?? member.Name) == members[0]).Name;
        return isChoice ? sorted : sorted with { Order = (Falls().IsMatch(order) ? "-" : "") + usual };
    }

    // What an order is by that names no value.
    private static string[] Implied(string order) =>
        Ages().IsMatch(order) ? ["date"]
        : order.Contains("alphabetical", StringComparison.Ordinal) ? ["name", "title"]
        : Prices().IsMatch(order) ? ["price"]
        : [];

    // 'Date' is when a row was made where it has no other.
    private static string? Member(Entity entity, string words) =>
        SayingModel.Field(entity, words) is { } field
            ? ListSort.CanBeBy(field)
                ? field.Id
                : null
            : Made().IsMatch(words)
                ? "createdAt"
                : Changed().IsMatch(words)
                    ? "updatedAt"
                    : null;

    [GeneratedRegex(",? and |,? or |, ")]
    private static partial Regex Separators();

    [GeneratedRegex("newest|latest|recent|oldest|earliest|chronological")]
    private static partial Regex Ages();

    [GeneratedRegex("cheapest|expensive")]
    private static partial Regex Prices();

    [GeneratedRegex("reverse|desc|newest|latest|recent|highest|largest|biggest|greatest|most|longest|best")]
    private static partial Regex Falls();

    [GeneratedRegex(
        "^(date|time|age|creation( date| time)?|(date|time) (of )?(creation|created|added|posted)|(created|added|posted) (at|on|date))$"
    )]
    private static partial Regex Made();

    [GeneratedRegex("^(last )?(update|change|modification|updated|modified|changed)( date| time| at| on)?$")]
    private static partial Regex Changed();
}
