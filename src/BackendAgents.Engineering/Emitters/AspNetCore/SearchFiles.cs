using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>How each database that a service can run on finds the rows that its lists search.</summary>
internal static class SearchFiles
{
    /// <summary>The class that holds the searches.</summary>
    public const string Class = "Searches";

    /// <summary>The name of a list's search: lists that search the same share it.</summary>
    public static string NameOf(Operation list, Entity entity) =>
        $"{ServiceModel.Set(entity)}By{string.Join("And", Fields(list, entity).Select(ServiceModel.Property))}";

    /// <summary>The searches of all lists; nothing where no list searches.</summary>
    public static IEnumerable<Artifact> Emit(ServiceModel model, Delivery delivery)
    {
        var searches = model
            .Blueprint.Operations.Where(static operation => operation.Search.Count > 0)
            .Select(list => (Name: NameOf(list, model.Index.EntityById(list.Entity)!), List: list))
            .DistinctBy(static search => search.Name)
            .ToList();
        if (searches.Count == 0)
            yield break;
        var text = new CodeWriter();
        text.Line($"namespace {model.Namespace}.Infrastructure;").Line();
        text.Line(
            "/// <summary>What lists search. Each condition stands as its index has it, or the database would not use that.</summary>"
        );
        text.Block($"internal static class {Class}", body =>
        {
            foreach (var (name, list) in searches)
                Write(body, model, delivery, name, list);
        });
        yield return new Artifact(
            $"{model.SourceFolder}/Infrastructure/{Class}.g.cs",
            ServiceModel.Header("searches.") + EntityFiles.Tidy(text)
        );
    }

    private static void Write(CodeWriter body, ServiceModel model, Delivery delivery, string name, Operation list)
    {
        var entity = model.Index.EntityById(list.Entity)!;
        var table = model.Storage.TableOf(entity.Id);
        var columns = Fields(list, entity).Select(field => model.Storage.ColumnOf(field.Id).Name);
        var index = table.Indexes.First(index => index.IsSearch && index.Columns.SequenceEqual(columns));
        body.Line($"public static WordSearch {name} {{ get; }} = new(");
        body.Indented(each =>
        {
            foreach (var database in delivery.Databases)
            {
                var comma = database == delivery.Databases[^1] ? "" : ",";
                each.Line($"({CSharp.Literal(database.Id)}, \"\"\"{database.Search(table, index)}\"\"\"){comma}");
            }
        });
        body.Line(");");
    }

    private static IEnumerable<Field> Fields(Operation list, Entity entity) => entity.Fields.Where(field => list.Search.Contains(field.Id));
}
