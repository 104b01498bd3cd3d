using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Makes a draft of a model from facts, in one order of steps.</summary>
internal static class Drafter
{
    private static readonly Action<Draft>[] s_steps =
    [
        Synonyms.Unite,
        JunctionStep.Split,
        RoleStep.Find,
        EntityStep.Choose,
        FeatureStep.Apply,
        AccountStep.Prepare,
        AttributeStep.Place,
        RelationStep.Place,
        KnowledgeStep.Enrich,
        StatusStep.Prepare,
        ConstraintStep.Apply,
        StatusStep.Begin,
        OwnerStep.Find,
    ];

    public static Draft Make(IReadOnlyList<Fact> facts, IReadOnlyList<FactSentence> sentences, bool plain = false)
    {
        var draft = new Draft(facts) { IsPlain = plain };
        foreach (var step in s_steps)
            step(draft);
        SpokenNames.Apply(draft, sentences);
        TidyStep.Tidy(draft);
        return draft;
    }
}
