using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>What became of the sentences of briefs. A wrong one is counted once, whatever else became of it.</summary>
internal sealed class CorpusFigures
{
    public int Sentences { get; private set; }
    public int Placed { get; private set; }
    public int Open { get; private set; }
    public int Declined { get; private set; }

    /// <summary>
    /// What is wrong: an invented entity, a swallowed statement, a lost technology or field, a language that was misjudged.
    /// </summary>
    public List<string> Wrong { get; } = [];

    public double WrongShare => Sentences == 0 ? 0 : (double)Wrong.Count / Sentences;

    public override string ToString() =>
        $"{Sentences} sentences: {Placed} placed, {Open} open, {Declined} declined, {Wrong.Count} wrong ({WrongShare:P1})";

    public void Add(CorpusBrief brief)
    {
        var reading = BriefReader.Read(brief.Text);
        var refused = reading.Problems.Any(static problem => problem.Code == "brief-not-english");
        if (refused != brief.Refused)
            Wrong.Add($"{brief.Name}: {(refused ? "refused" : "not refused")}");
        if (reading.Blueprint is not { } blueprint)
        {
            Sentences += reading.Trace.Count;
            Open += reading.Trace.Count;
            return;
        }

        Sentences += blueprint.Requirements.Count;
        Placed += blueprint.Requirements.Count(static requirement => requirement.State == RequirementState.Placed);
        Open += blueprint.Requirements.Count(static requirement => requirement.State == RequirementState.Open);
        Declined += blueprint.Requirements.Count(static requirement => requirement.State == RequirementState.Declined);
        Wrong.AddRange(Invented(brief, reading).Concat(Swallowed(brief, blueprint)).Concat(Lost(brief, blueprint)));
    }

    private static IEnumerable<string> Invented(CorpusBrief brief, BriefReading reading) =>
        reading
            .Blueprint!.Entities.Where(entity => entity.Name != "User" && !brief.Entities.Contains(entity.Name))
            .Select(entity => $"{brief.Name}: invented {entity.Name}");

    private static IEnumerable<string> Swallowed(CorpusBrief brief, Blueprint blueprint) =>
        from requirement in blueprint.Requirements
        where requirement.State == RequirementState.Placed && !requirement.Proof.Any(IsBehaviour)
        let words = brief.Open.FirstOrDefault(words => requirement.Text.Contains(words, StringComparison.OrdinalIgnoreCase))
        where words is not null
        select $"{brief.Name}: swallowed '{requirement.Text}'";

    private static bool IsBehaviour(string element) => element.Split(' ')[0] is "rule" or "guard" or "effect" or "computed" or "call";

    private static IEnumerable<string> Lost(CorpusBrief brief, Blueprint blueprint)
    {
        var unmet = blueprint.Requirements.Where(static requirement => requirement.IsUnmet).ToList();
        bool IsOpen(string word) =>
            unmet.Exists(requirement => (requirement.Text + requirement.Reason).Contains(word, StringComparison.OrdinalIgnoreCase));
        var model = BlueprintYaml.Write(blueprint with { Requirements = [] });
        model += string.Join('\n', blueprint.Requirements.SelectMany(static requirement => requirement.Proof));
        foreach (var technology in brief.Technologies)
        {
            if (!IsOpen(technology) && !model.Contains(technology, StringComparison.OrdinalIgnoreCase))
                yield return $"{brief.Name}: lost {technology}";
        }

        foreach (var (name, field) in brief.Fields)
        {
            var entity = blueprint.Entities.FirstOrDefault(entity => entity.Name == name);
            if (entity?.Fields.Any(found => found.Name == field) != true && !IsOpen(Conventions.Kebab(field).Split('-')[^1]))
                yield return $"{brief.Name}: lost {name}.{field}";
        }
    }
}
