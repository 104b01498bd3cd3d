using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>How lists are narrowed, and how long a login lasts.</summary>
internal static class ListSaying
{
    /// <summary>'Todos can be filtered by category and searched by title.'</summary>
    public static Declared? Declare(SayingModel model, Said said)
    {
        var entity = model.Entity(said["thing"])
            ?? (
                said["thing"] is "it" or "they" ? said.It ?? Only(model)
                : said["thing"] is "" or "lists" ? Only(model)
                : null
            );
        if (entity is null || model.Operations(entity, OperationKind.List) is not [var list] || !model.MayCall(list, said["who"]))
            return null;
        var (filters, search) = (list.Filters.ToList(), list.Search.ToList());
        foreach (var name in (said["fields"] + "," + said["more"]).Split([",", " and ", " or "], StringSplitOptions.RemoveEmptyEntries))
        {
            var words = name.Trim();
            if (words.Length == 0)
                continue;
            var field = SayingModel.Field(entity, words);
            if (field is not null && FieldTraits.Of(field).IsText)
                search = [.. search.Append(field.Id).Distinct()];
            else if (field is not null && FieldTraits.Of(field).CanBeCompared)
                filters = [.. filters.Append(field.Id).Distinct()];
            else if (model.Reference(entity, words) is { } reference)
                filters = [.. filters.Append(reference.Id).Distinct()];
            else
                return null;
        }

        var narrowed = list with { Filters = filters, Search = search };
        if (said["sorts"].Length == 0)
            return model.With([list], "filter", _ => narrowed);
        return SortSaying.Sorted(entity, narrowed, said["sorts"], "", isChoice: true) is { } sorted
            ? model.With([list], "order", _ => sorted)
            : null;
    }

    /// <summary>'Tokens expire after one hour.'</summary>
    public static Declared? Token(SayingModel model, Said said)
    {
        var minutes = said["unit"].StartsWith("hour", StringComparison.Ordinal) ? said.Number("number") * 60 : said.Number("number");
        return minutes is null or < 1 or > 60 || model.Account is null
            ? null
            : new Declared(
                model.Blueprint with
                {
                    Authentication = model.Blueprint.Authentication with { AccessTokenMinutes = minutes.Value },
                },
                "feature authentication"
            );
    }

    private static Entity? Only(SayingModel model) =>
        model.Blueprint.Entities.Where(entity => entity != model.Account).Take(2).ToList() is [var one] ? one : null;
}
