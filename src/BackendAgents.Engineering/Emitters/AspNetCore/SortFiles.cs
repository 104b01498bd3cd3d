using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The orders in which each list of a service can be read.</summary>
internal static class SortFiles
{
    /// <summary>The class that holds the orders.</summary>
    public const string Class = "Sorts";

    /// <summary>The name of a list's orders.</summary>
    public static string NameOf(Operation list) => Conventions.Pascal(list.Name);

    /// <summary>The orders of all lists; nothing where no list can be sorted.</summary>
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        var lists = model.Blueprint.Operations.Where(static operation => operation.Sort.Count > 0).ToList();
        if (lists.Count == 0)
            yield break;
        var text = new CodeWriter();
        text.Line($"using {model.Namespace}.Features;").Line().Line($"namespace {model.Namespace}.Infrastructure;").Line();
        text.Line("/// <summary>The orders in which callers can read lists.</summary>");
        text.Block($"internal static class {Class}", body =>
        {
            foreach (var list in lists)
                Write(body, model, list);
        });
        yield return new Artifact(
            $"{model.SourceFolder}/Infrastructure/{Class}.g.cs",
            ServiceModel.Header("orders.") + EntityFiles.Tidy(text)
        );
    }

    private static void Write(CodeWriter body, ServiceModel model, Operation list)
    {
        var entity = model.Index.EntityById(list.Entity)!;
        var members = ListSort.Members(list, entity).ToList();
        var type = $"RowSorts<{ServiceModel.Class(entity)}>";
        body.Line($"public static {type} {NameOf(list)} {{ get; }} = new {type}({CSharp.Literal(list.Order)})");
        body.Indented(each =>
        {
            foreach (var (field, name) in members)
            {
                var property = field is null ? Conventions.Pascal(name) : ServiceModel.Property(field);
                var end = name == members[^1].Name ? ";" : "";
                each.Line($".By({CSharp.Literal(name)}, row => row.{property}){end}");
            }
        });
        body.Line();
    }
}
