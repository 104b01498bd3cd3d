using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// Briefs whose parts are read by their form: lists in bold, one field a line, endpoint lines. Each with what it says, and nothing
/// else: the fields of its thing, or the methods and paths of its operations. A pilcrow ends a line of the brief.
/// </summary>
public sealed class FormTests
{
    private static IEnumerable<TestCaseData> Cases(string kind) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Briefs", "Forms", kind + ".txt"))
            .Where(static line => line.Contains(" => ", StringComparison.Ordinal))
            .Select(static line => line.Split(" => ", 2))
            .Select(static pair =>
                new TestCaseData(
                    pair[0].Replace(" \u00B6 ", "\n", StringComparison.Ordinal).Replace("\u00B6 ", "\n", StringComparison.Ordinal),
                    pair[1]
                ).SetArgDisplayNames(pair[0])
            );

    private static IEnumerable<TestCaseData> Lists() => Cases("lists");

    private static IEnumerable<TestCaseData> Endpoints() => Cases("endpoints");

    private static Blueprint Read(string brief)
    {
        var reading = BriefReader.Read(brief);
        Assert.That(reading.Problems, Is.Empty);
        Assert.That(BlueprintValidator.Validate(reading.Blueprint!), Is.Empty);
        return reading.Blueprint!;
    }

    [TestCaseSource(nameof(Lists))]
    public void A_list_of_fields_is_read_whole(string brief, string said)
    {
        var (name, fields) = (said.Split(": ")[0], said.Split(": ")[1].Split(", "));
        var blueprint = Read(brief);
        var entity = blueprint.Entities.SingleOrDefault(found => found.Name == name);

        Assert.That(entity, Is.Not.Null, string.Join(", ", blueprint.Entities.Select(static found => found.Name)));
        Assert.That(entity!.Fields.Select(static field => field.Name), Is.EquivalentTo(fields));
        Assert.That(blueprint.Entities.Select(static found => found.Name), Is.SubsetOf(new[] { name, "User" }));
    }

    [TestCaseSource(nameof(Endpoints))]
    public void Endpoints_are_read_as_what_they_are(string brief, string said)
    {
        var blueprint = Read(brief);
        var things = said.Split(": ")[0].Split(", ");

        Assert.That(blueprint.Entities.Select(static found => found.Name), Is.SubsetOf([.. things, "User"]));
        Assert.That(
            blueprint.Operations.Select(static operation => $"{operation.Method} {operation.Path}"),
            Is.SupersetOf(said.Split(": ")[1].Split(", "))
        );
    }
}
