using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>What the service's code has to say about the databases that it can run on.</summary>
internal static class DatabaseFiles
{
    /// <summary>The list of databases, and what their refusals mean.</summary>
    public static Artifact Emit(ServiceModel model, Delivery delivery)
    {
        var databases = delivery.Databases;
        var text = new CodeWriter();
        foreach (
            var name in databases
                .SelectMany(static database => database.Namespaces)
                .Append("Microsoft.EntityFrameworkCore")
                .Append($"{model.Namespace}.Features")
                .Distinct()
                .Order(StringComparer.Ordinal)
        )
            text.Line($"using {name};");
        text.Line().Line($"namespace {model.Namespace}.Infrastructure;").Line();
        text.Line("/// <summary>The databases that the service can run on, and what they mean when they refuse something.</summary>");
        text.Block("internal static class Databases", body =>
        {
            body.Line("/// <summary>A connection string as production needs it.</summary>")
                .Line($"public const string Example = {CSharp.Literal(delivery.Database.Example)};")
                .Line();
            var isCoarse = databases.Any(static database => database.IsExactToMilliseconds);
            body.Line("/// <summary>How exact they keep instants, in ticks.</summary>")
                .Line($"public const long Tick = TimeSpan.TicksPer{(isCoarse ? "Millisecond" : "Microsecond")};")
                .Line();
            body.Line("/// <summary>All of them.</summary>").Line("public static IReadOnlyList<DatabaseKind> All { get; } =");
            body.Line("[");
            body.Indented(list =>
            {
                foreach (var database in databases)
                    Kind(list, database);
            });
            body.Line("];").Line();
            Test(body, "Whether a database refused a duplicate.", "IsDuplicate", databases.Select(static database => database.Duplicate));
            Test(
                body,
                "Whether a reference leads nowhere, or would.",
                "IsReference",
                databases.Select(static database => database.Reference)
            );
            Test(body, "Whether a condition does not hold.", "IsCheck", databases.Select(static database => database.Check));
            Test(
                body,
                "Whether a number has no room in its column.",
                "IsOutOfRange",
                databases.Select(static database => database.OutOfRange)
            );
            Test(
                body,
                "Whether a transaction is worth another try: others were in its way.",
                "IsBusy",
                databases.Select(static database => database.Busy)
            );
            Test(
                body,
                "Whether it is away or has no room: nothing is wrong with what was asked of it.",
                "IsAway",
                databases.Select(static database => database.Away)
            );
            Apply(
                body,
                "How types are stored by a provider of EF Core.",
                "ApplyConventions(string? provider, ModelConfigurationBuilder configurationBuilder)",
                databases,
                static database => database.Conventions
            );
            Apply(
                body,
                "Types of columns where a provider of EF Core would choose others.",
                "ApplyTypes(string? provider, ModelBuilder modelBuilder)",
                databases,
                database => Types(model, database)
            );
        });
        return new Artifact(
            $"{model.SourceFolder}/Infrastructure/Databases.g.cs",
            ServiceModel.Header("databases.") + EntityFiles.Tidy(text)
        );
    }

    private static void Apply(
        CodeWriter body,
        string meaning,
        string signature,
        IReadOnlyList<DatabaseProvider> databases,
        Func<DatabaseProvider, IEnumerable<string>> statements
    ) =>
        body.Line($"/// <summary>{meaning}</summary>")
            .Block($"public static void {signature}", inner =>
            {
                foreach (var database in databases)
                {
                    var lines = statements(database).ToList();
                    if (lines.Count > 0)
                        inner.Block($"if (provider == {CSharp.Literal(database.Package.Name)})", then => then.Lines(lines));
                }
            })
            .Line();

    private static IEnumerable<string> Types(ServiceModel model, DatabaseProvider database) =>
        from entity in model.Blueprint.Entities
        from field in entity.Fields
        where database.ColumnTypes.ContainsKey(field.Type)
        select $"modelBuilder.Entity<{ServiceModel.Class(entity)}>().Property(row => row.{ServiceModel.Property(field)})"
            + $".HasColumnType({CSharp.Literal(database.ColumnTypes[field.Type])});";

    private static void Kind(CodeWriter list, DatabaseProvider database) =>
        list.Line($"new({CSharp.Literal(database.Id)}, {CSharp.Literal(database.Package.Name)})")
            .Line("{")
            .Indented(body =>
            {
                body.Line($"Recognises = connection => {database.Recognises},");
                body.Line($"Use = (options, connection) => {database.Use},");
                body.Line($"Words = {database.Words},");
                if (database.Prepare is { } prepare)
                    body.Line($"Prepare = {prepare},");
                if (database.Position is { } position)
                    body.Line($"Position = {CSharp.Literal(position)},");
                if (database.Reached is { } reached)
                    body.Line($"Reached = {CSharp.Literal(reached)},");
                if (database.TryLock is { } take)
                    body.Line($"TryLock = {CSharp.Literal(take)},");
                if (database.Unlock is { } give)
                    body.Line($"Unlock = {CSharp.Literal(give)},");
            })
            .Line("},");

    private static void Test(CodeWriter body, string meaning, string name, IEnumerable<string> patterns) =>
        body.Line($"/// <summary>{meaning}</summary>")
            .Line($"public static bool {name}(Exception inner) =>")
            .Indented(expression => expression.Line($"inner is {string.Join("\n    or ", patterns)};"))
            .Line();
}
