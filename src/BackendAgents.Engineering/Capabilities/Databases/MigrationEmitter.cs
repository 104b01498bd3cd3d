using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Storage;
using BackendAgents.Engineering.Storage.Changes;

namespace BackendAgents.Engineering.Capabilities.Databases;

/// <summary>
/// Writes the numbered migrations of one database: those that were delivered, byte for byte, and one that leads from there to the
/// blueprint of today. Where nothing was delivered, the first creates all tables.
/// </summary>
internal sealed class MigrationEmitter(SqlDialect dialect) : IEmitter
{
    private const string Up = ".up.sql";
    private const string Down = ".down.sql";
    private readonly string _folder = $"{Release.MigrationsFolder}{dialect.Id}/";

    public string Id => dialect.Id;

    public string Description => $"numbered migrations, up and down, for {dialect.Title}";

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var released = delivery.Plan.Released;
        var earlier = (released?.Migrations ?? [])
            .Where(file => file.Path.StartsWith(_folder, StringComparison.Ordinal))
            .OrderBy(static file => file.Path, StringComparer.Ordinal)
            .ToList();
        return earlier.Count == 0
            ? Write(1, "initial", new ModelChanges { Tables = delivery.Plan.Storage.Tables }, [])
            : [.. earlier, .. Next(earlier, ModelChanges.Between(Before(released!, earlier), delivery.Plan.Storage))];
    }

    // Searches had other indexes once, or none: what no migration made is still to be made.
    private RelationalModel Before(Release released, List<Artifact> earlier)
    {
        var model = RelationalModel.Of(released.Blueprint);
        return model with { Tables = [.. model.Tables.Select(table => table with { Indexes = [.. table.Indexes.Where(IsMade)] })] };

        bool IsMade(TableIndex index) =>
            !index.IsSearch
            || !dialect.Has(index)
            || earlier.Exists(file => file.Content.Contains(dialect.Identifier(index.Name), StringComparison.Ordinal));
    }

    private IEnumerable<Artifact> Next(List<Artifact> earlier, ModelChanges changes)
    {
        if (changes.Refused.Count > 0)
            throw new InvalidOperationException(
                $"{changes.Refused[0].Message} Validate a blueprint with its release before it is delivered."
            );
        var lines = earlier
            .Where(static file => file.Path.EndsWith(Up, StringComparison.Ordinal))
            .SelectMany(static file => file.Content.Split('\n'));
        var left = dialect.LeftOver(lines).ToList();
        if (changes.IsEmpty && left.Count == 0)
            return [];
        var name = changes.IsEmpty ? "drop_what_nothing_uses" : MigrationName.Of(changes);
        return Write(earlier.Max(NumberOf) + 1, name, changes, left);
    }

    private IEnumerable<Artifact> Write(int number, string name, ModelChanges changes, List<(string Create, string Drop)> left)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{_folder}{number:0000}_{name}");
        yield return new Artifact(path + Up, Apply(changes, left.Select(static one => one.Drop)));
        yield return new Artifact(path + Down, Revert(changes, left.Select(static one => one.Create)));
    }

    private string Apply(ModelChanges changes, IEnumerable<string> drops)
    {
        var writer = Begin("Applied by the service at its start, once. Once delivered it never changes: what comes later is a new file.");
        if (changes.Tables.Count > 0)
            dialect.Create(writer, changes.Tables);
        foreach (var change in changes.Altered)
            dialect.Alter(writer, change);
        return End(writer.Lines(drops));
    }

    private string Revert(ModelChanges changes, IEnumerable<string> creations)
    {
        var writer = Begin("Takes the migration back, with the rows in what it added. The service never applies it; a person may.");
        writer.Lines(creations);
        foreach (var change in changes.Altered.Reverse())
            dialect.Unalter(writer, change);
        if (changes.Tables.Count > 0)
            dialect.Drop(writer, changes.Tables);
        return End(writer);
    }

    private CodeWriter Begin(string what) =>
        new CodeWriter().Line($"-- {dialect.Title}. Generated from backend.yaml; change that instead.").Line("-- " + what).Line();

    private static string End(CodeWriter writer) => writer.ToString().TrimEnd('\n') + "\n";

    private int NumberOf(Artifact file) =>
        int.TryParse(file.Path[_folder.Length..].Split('_')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
