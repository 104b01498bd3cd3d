using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// Sentences of one kind behind a brief that stands before each of them: what may become of them (as in labelled briefs), and which things
/// there may be. Each kind began with an input that was swallowed, invented or wrongly placed.
/// </summary>
public sealed class SentenceTests
{
    private static IEnumerable<string> Kinds() =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Briefs", "Sentences"), "*.txt")
            .Select(static file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Kinds))]
    public void Each_sentence_ends_right_and_nothing_is_invented(string kind)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Briefs", "Sentences", kind + ".txt"));
        var allowed = lines[1]["entities:".Length..].Split(',').Select(static name => name.Trim()).Append("User").ToList();
        var cases = lines.Skip(2).Where(static line => line.Length > 0).Select(static line => line.Split('|', 2)).ToList();

        var wrong = cases.SelectMany(pair => Wrong(lines[0], pair[0], pair[1], allowed)).ToList();

        Assert.That(cases, Has.Count.GreaterThanOrEqualTo(20));
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    private static IEnumerable<string> Wrong(string before, string may, string sentence, List<string> allowed)
    {
        // A pilcrow ends a line; R: it may be refused as too little.
        var reading = BriefReader.Read($"{before}\n{sentence.Replace(" \u00B6 ", "\n\n", StringComparison.Ordinal)}");
        if (reading.Blueprint is not { } blueprint)
        {
            if (may.Contains('R', StringComparison.Ordinal))
                yield break;
            yield return $"{sentence} stops everything";
            yield break;
        }

        Assert.That(BlueprintValidator.Validate(blueprint), Is.Empty, sentence);
        var requirement = blueprint.Requirements.FirstOrDefault(found => found.Id == $"requirement-{reading.Trace[^1].Number}");
        var state = requirement?.State.ToString() ?? "None";
        if (!may.Contains(state[0], StringComparison.Ordinal))
            yield return $"{sentence} is {state}: {requirement?.Reason}";
        foreach (var entity in blueprint.Entities.Where(entity => !allowed.Contains(entity.Name)))
            yield return $"{sentence} invents {entity.Name}";
        // Whose rows are whose is no role.
        foreach (
            var role in blueprint.Roles.Where(role =>
                role.Id is "owner" or "author" or "creator" or "guest" && !allowed.Contains("role " + role.Id)
            )
        )
            yield return $"{sentence} invents the role {role.Id}";
    }
}
