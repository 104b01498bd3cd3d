using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Brings in what named features need.</summary>
internal static class FeatureStep
{
    public static void Apply(Draft draft)
    {
        var features = KnowledgeBase.Instance.Features.ToDictionary(static feature => feature.Name, StringComparer.Ordinal);
        foreach (var fact in draft.Facts.OfType<FeatureFact>())
        {
            var feature = features[fact.Feature];
            if (feature.Unsupported is { } reason)
            {
                if (!draft.Unplaced.Exists(unplaced => unplaced.Text == fact.Phrase))
                    draft.Unplaced.Add(new Unplaced(fact.Sentence, fact.Phrase, reason));
                continue;
            }

            draft.Note(fact.Sentence, feature.Entities.Count == 0 ? $"feature {feature.Name}" : $"feature {feature.Name}");
            foreach (var noun in feature.Entities)
                Bring(draft, feature, noun, fact.Sentence);
        }
    }

    private static void Bring(Draft draft, KnownFeature feature, string noun, int sentence)
    {
        // A word such as 'ratings' as somebody's attribute is that attribute.
        var known = KnowledgeBase.Instance.Entity(noun);
        if (draft.Has(noun) || draft.Entities.Exists(entity => entity.Noun.EndsWith(" " + noun, StringComparison.Ordinal)))
        {
            if (!draft.Has(noun))
                return;
            draft.Entity(noun)!.Sources.Add(sentence);
            return;
        }

        if (
            feature.Name
                is "payment"
                    or "rating"
                    or "comments"
                    or "messaging"
                    or "upload"
                    or "invoicing"
                    or "inventory"
                    or "shipping"
                    or "subscription"
                    or "booking"
            && draft.Facts.Any(fact =>
                fact is HasFact has && has.Sentence == sentence && feature.Phrases.Contains(has.Part.Key) && !has.Many
            )
        )
        {
            return;
        }

        if (
            feature.Name == "booking"
            && draft.Entities.Exists(static entity =>
                entity.Known is { Transactional: true, Name: "appointment" or "reservation" or "booking" or "rental" }
            )
        )
            return;
        if (
            feature.Name == "payment"
            && draft.Facts.All(fact => fact is not FeatureFact { Feature: "payment" } payment || payment.Phrase is "payment")
        )
            _ = known;
        draft.Add(noun, sentence);
        draft.Assumptions.Add(
            new Assumption(
                "entity " + Blueprints.Conventions.Kebab(noun),
                $"The feature '{feature.Name}' is served by {Vocabulary.Plural(noun)}."
            )
        );
    }
}
